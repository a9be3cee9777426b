namespace CoEvolve.Store;

/// <summary>An ecosystem that was being computed when a node died, and is therefore run alone.</summary>
/// <param name="Id">Its id within the experiment, from 1.</param>
/// <param name="Node">The node that died; null if it is not known.</param>
/// <param name="LoneDeaths">How many nodes died of it while they computed nothing else, since it last came further.</param>
public sealed record SuspectEcosystem(long Id, string? Node, int LoneDeaths);
