namespace CoEvolve.Store;

/// <summary>A node that computes ecosystems of an experiment at this moment.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="Since">When it began the oldest slice that it is at, UTC.</param>
/// <param name="Ecosystems">How many ecosystems are in its hands.</param>
public sealed record NodeAtWork(string Name, DateTimeOffset Since, long Ecosystems);
