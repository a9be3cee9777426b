namespace CoEvolve.Store;

/// <summary>An experiment in the list of those that a store holds.</summary>
/// <param name="Id">Its number in the store, from 1.</param>
/// <param name="Name">The scenario's name; several may have the same.</param>
/// <param name="Ecosystems">Points × replicates.</param>
/// <param name="FinishedAt">When nothing was left to do, UTC; null before that.</param>
public sealed record ExperimentEntry(long Id, string Name, int Ecosystems, DateTimeOffset? FinishedAt);
