namespace CoEvolve.Store;

/// <summary>Who is at work on a store that nodes share, and what they died of.</summary>
internal interface IWorkTables
{
    /// <summary>The nodes at work on an experiment, by name.</summary>
    IReadOnlyList<NodeAtWork> Nodes(IdOffsets experiment);

    /// <summary>The ecosystems of an experiment that are suspect, in order of id.</summary>
    IReadOnlyList<SuspectEcosystem> Suspects(IdOffsets experiment);
}
