namespace CoEvolve.Findings;

/// <summary>A world in which a finding is false: other arms play the parts of its own.</summary>
/// <param name="Why">Why the finding must fail there, in a few words.</param>
/// <param name="Instead">For each replaced arm the one that stands in.</param>
public sealed record CounterTest(string Why, IReadOnlyDictionary<Arm, Arm> Instead);
