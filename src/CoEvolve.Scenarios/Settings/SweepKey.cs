namespace CoEvolve.Scenarios;

/// <summary>A setting that takes several values. Immutable.</summary>
/// <param name="Key">Dotted, such as corpus.captionsPerGeneration.</param>
/// <param name="Values">Each value as JSON text; at least one, distinct.</param>
public sealed record SweepKey(string Key, IReadOnlyList<string> Values);
