namespace CoEvolve.Store;

/// <summary>An ecosystem that threw.</summary>
/// <param name="Id">Its id, from 1.</param>
/// <param name="Point">Its swept values, JSON.</param>
/// <param name="Replicate">From 1.</param>
/// <param name="Generation">The generation that it had reached.</param>
/// <param name="Error">What it threw.</param>
public sealed record FailedEcosystem(long Id, string Point, int Replicate, int Generation, string Error);
