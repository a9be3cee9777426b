using CoEvolve.Actors;

namespace CoEvolve.Scenarios;

/// <summary>One combination of swept values. Immutable.</summary>
/// <param name="Values">The swept values as a JSON object, keys as written: {"corpus.captionsPerGeneration":20}; {} without a sweep.</param>
/// <param name="Scenario">The point's scenario: the same as that of the file run alone with these values set.</param>
/// <param name="Spec">What all replicates of the point start from.</param>
public sealed record ResolvedPoint(string Values, Scenario Scenario, EcosystemSpec Spec);
