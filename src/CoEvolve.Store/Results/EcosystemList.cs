namespace CoEvolve.Store;

/// <summary>The first of the ecosystems that were asked for.</summary>
/// <param name="Experiment">Number of their experiment.</param>
/// <param name="Entries">In order of id.</param>
/// <param name="More">How many follow them.</param>
public sealed record EcosystemList(long Experiment, IReadOnlyList<EcosystemEntry> Entries, int More);
