namespace CoEvolve.Charts;

/// <summary>A label right of the plot, for the line that ends there, or for a line across the plot.</summary>
/// <param name="Text">What it reads.</param>
/// <param name="Value">Where the line ends, in units of the vertical axis.</param>
/// <param name="Colour">Colour index of the stroke that joins line and label.</param>
/// <param name="Style">Style of that stroke.</param>
/// <param name="IsReference">It belongs to a line across the plot.</param>
internal sealed record EndLabel(string Text, double Value, int Colour, LineStyle Style, bool IsReference);
