namespace CoEvolve.Charts;

/// <summary>A legend entry with its place: left edge and vertical centre.</summary>
internal readonly record struct PlacedLegendItem(LegendItem Item, double Left, double Centre, string Label);
