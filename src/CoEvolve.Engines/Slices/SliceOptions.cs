namespace CoEvolve.Engines;

/// <summary>How a <see cref="SliceRunner"/> shares out work.</summary>
public sealed record SliceOptions
{
    /// <summary>
    /// Ecosystems that run at the same time, each on a thread of its own; 1 or more. Where there are fewer, the threads that
    /// are left over help. Default: one a core.
    /// </summary>
    public int Parallel { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// How long a worker runs what it claimed before progress is stored. Longer costs more when a run is cut off, shorter costs
    /// more checkpoints. Default: one second.
    /// </summary>
    public TimeSpan Slice { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether the first ecosystem that fails stops the run. The others then keep what they have. Default: no.</summary>
    public bool FailFast { get; init; }

    /// <summary>A slice also ends when it holds this many rows, which bounds memory. Default: 20,000.</summary>
    public int MostRows { get; init; } = 20_000;

    /// <summary>The most ecosystems that a worker claims at a time, where the store gives several; 1 or more. Default: 1,000.</summary>
    public int MostEcosystems { get; init; } = 1000;

    /// <summary>
    /// How long the end of a run waits for a generation that is under way, before it is given up and its ecosystem stays where it
    /// was; null waits until it is done. Default: null.
    /// </summary>
    public TimeSpan? GiveUpAfter { get; init; }
}
