namespace CoEvolve.Engines;

/// <summary>An ecosystem that the claimer, and nobody else, may advance until it commits or releases it.</summary>
/// <param name="Id">Its id in the store, from 1.</param>
/// <param name="Point">Index of its point, from 0.</param>
/// <param name="Replicate">Number of the replicate, from 1.</param>
/// <param name="Generation">The generation that is stored; 0 if nothing is.</param>
/// <param name="Checkpoint">Its checkpoint at that generation, or null where it has not started.</param>
public sealed record ClaimedEcosystem(long Id, int Point, int Replicate, int Generation, byte[]? Checkpoint);
