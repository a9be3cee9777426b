namespace CoEvolve.SideBySide;

/// <summary>How a peer uses the cores.</summary>
/// <param name="Name">For people.</param>
/// <param name="Threads">Threads of OpenBLAS in each process.</param>
/// <param name="Processes">Processes that share out the replicates.</param>
internal sealed record PeerMode(string Name, int Threads, int Processes)
{
    /// <summary>One process on one core.</summary>
    public static readonly PeerMode OneThread = new("1 thread", 1, 1);

    /// <summary>One process whose matrix products use all cores.</summary>
    public static readonly PeerMode BlasThreads = new($"{Environment.ProcessorCount} threads", Environment.ProcessorCount, 1);

    /// <summary>A process on each core.</summary>
    public static readonly PeerMode ManyProcesses = new($"{Environment.ProcessorCount} processes", 1, Environment.ProcessorCount);

    /// <summary>All of them; on one core there is only one.</summary>
    public static IReadOnlyList<PeerMode> All { get; } = Environment.ProcessorCount == 1 ? [OneThread] : [OneThread, BlasThreads, ManyProcesses];
}
