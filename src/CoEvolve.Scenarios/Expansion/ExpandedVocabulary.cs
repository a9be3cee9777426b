namespace CoEvolve.Scenarios;

/// <summary>The captions of a scenario with their first probabilities.</summary>
internal sealed record ExpandedVocabulary(IReadOnlyList<string> Words, double[] Shares);
