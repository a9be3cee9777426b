namespace CoEvolve.ClusterBench;

/// <summary>How a dead node's ecosystems came into other hands.</summary>
/// <param name="Ecosystems">How many it had held.</param>
/// <param name="First">Seconds until another node held one of them.</param>
/// <param name="All">Seconds until each of them had been held by another node.</param>
internal sealed record Takeover(int Ecosystems, double First, double All);
