namespace CoEvolve.Cluster.Tests;

/// <summary>A row of the table attempt: what a node is computing.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Claim">The transaction that holds the ecosystems.</param>
/// <param name="Ecosystems">Ids in the store.</param>
internal sealed record Attempt(long Id, ulong Claim, long[] Ecosystems);
