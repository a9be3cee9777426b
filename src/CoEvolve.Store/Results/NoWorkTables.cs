namespace CoEvolve.Store;

/// <summary>A store that one process works on and keeps no account of it.</summary>
internal sealed class NoWorkTables : IWorkTables
{
    public static readonly NoWorkTables Instance = new();

    private NoWorkTables()
    {
    }

    public IReadOnlyList<NodeAtWork> Nodes(IdOffsets experiment) => [];

    public IReadOnlyList<SuspectEcosystem> Suspects(IdOffsets experiment) => [];
}
