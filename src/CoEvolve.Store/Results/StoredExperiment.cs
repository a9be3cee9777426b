using CoEvolve.Engines;

namespace CoEvolve.Store;

/// <summary>An experiment of a store.</summary>
/// <param name="Id">Its number in the store, from 1.</param>
/// <param name="Definition">What was known before it started; times are UTC.</param>
/// <param name="FinishedAt">When nothing was left to do, UTC; null before that.</param>
public sealed record StoredExperiment(long Id, ExperimentDefinition Definition, DateTimeOffset? FinishedAt);
