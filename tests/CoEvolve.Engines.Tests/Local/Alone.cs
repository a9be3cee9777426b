namespace CoEvolve.Engines.Tests;

/// <summary>
/// Tests that count allocated bytes run while no other test does: a garbage collection that another thread causes would
/// close this thread's allocation buffer, and what was left of it would count as allocated.
/// </summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
