using CoEvolve.Engines;

namespace CoEvolve.Store;

/// <summary>An ecosystem in the list of those that an experiment has.</summary>
/// <param name="Id">Its id within the experiment, from 1.</param>
/// <param name="PointNumber">Number of its point, from 1.</param>
/// <param name="Point">The point's swept values, a JSON object; "{}" without a sweep.</param>
/// <param name="Replicate">From 1.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Generation">The last generation that is stored.</param>
/// <param name="Error">Why it failed; otherwise null.</param>
public sealed record EcosystemEntry(long Id, int PointNumber, string Point, int Replicate, EcosystemStatus Status, int Generation, string? Error);
