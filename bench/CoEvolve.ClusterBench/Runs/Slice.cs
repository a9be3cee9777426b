namespace CoEvolve.ClusterBench;

/// <summary>What a node is computing, as the table attempt has it.</summary>
/// <param name="Attempt">The row's id.</param>
/// <param name="Node">Name of the node.</param>
/// <param name="Ecosystems">Ids of what it holds.</param>
internal sealed record Slice(long Attempt, string Node, long[] Ecosystems);
