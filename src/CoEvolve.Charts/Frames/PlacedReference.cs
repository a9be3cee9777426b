namespace CoEvolve.Charts;

/// <summary>A line across the plot.</summary>
/// <param name="Line">What it says.</param>
/// <param name="Position">Where it crosses the other axis, px.</param>
/// <param name="Label">A vertical line's label above the plot; null for none, or for one at the right end.</param>
/// <param name="LabelBox">Place of that label.</param>
/// <param name="Row">Row of that label, 0 next to the plot; −1 for none.</param>
/// <param name="HasStem">The line reaches up to its label.</param>
internal readonly record struct PlacedReference(ReferenceLine Line, double Position, string? Label, Box LabelBox, int Row, bool HasStem);
