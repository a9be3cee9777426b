namespace CoEvolve.Charts;

/// <summary>A labelled place on an axis.</summary>
/// <param name="Value">In the axis's units; for a categorical axis the index of the category.</param>
/// <param name="Label">What it reads.</param>
public readonly record struct Tick(double Value, NumberLabel Label);
