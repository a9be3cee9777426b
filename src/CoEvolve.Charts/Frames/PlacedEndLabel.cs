namespace CoEvolve.Charts;

/// <summary>An end label with the height of its line's end and that of its own centre.</summary>
internal readonly record struct PlacedEndLabel(EndLabel Label, string Text, double LineY, double Centre);
