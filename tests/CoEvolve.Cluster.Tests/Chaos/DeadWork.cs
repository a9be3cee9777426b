namespace CoEvolve.Cluster.Tests;

/// <summary>What a node was computing when it died, or froze.</summary>
/// <param name="Node">Its name.</param>
/// <param name="Attempt">What it held.</param>
/// <param name="Generations">Where the ecosystems stood in the database.</param>
/// <param name="Since">When it died, by <see cref="System.Diagnostics.Stopwatch"/>.</param>
internal sealed record DeadWork(string Node, Attempt Attempt, int[] Generations, long Since);
