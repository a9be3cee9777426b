namespace CoEvolve.ClusterBench;

/// <summary>What came out of a part.</summary>
/// <param name="Text">Tables and sentences, in Markdown.</param>
/// <param name="Limits">What had to hold.</param>
internal sealed record PartResult(string Text, params IReadOnlyList<Limit> Limits);
