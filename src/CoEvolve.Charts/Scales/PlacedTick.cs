namespace CoEvolve.Charts;

/// <summary>A tick with its position along the axis, and the position of its label's centre, which may give way to an edge.</summary>
internal readonly record struct PlacedTick(double Position, double LabelCentre, NumberLabel Label);
