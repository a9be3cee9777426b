namespace CoEvolve.Core;

/// <summary>Up to eight images of one caption, as a reader sees them.</summary>
/// <param name="Maker">The caption that made them.</param>
/// <param name="Images">How many, from 0 to 8.</param>
internal readonly record struct SeenBlock(int Maker, int Images);
