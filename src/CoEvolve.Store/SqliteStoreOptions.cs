namespace CoEvolve.Store;

/// <summary>How much a <see cref="SqliteRunStore"/> keeps in memory, and how it groups what it writes. Immutable.</summary>
/// <remarks>
/// The queue holds several transactions, so that workers fill the next ones while one is written: with room for two only,
/// 100,000 small ecosystems ran at 70 to 75% of the writer's own speed, with room for five at 83 to 91%.
/// </remarks>
public sealed record SqliteStoreOptions
{
    /// <summary>Rows that may wait for the writer, those it is writing included; 100,000.</summary>
    public int QueueRows { get; init; } = 100_000;

    /// <summary>Bytes that may wait for the writer (rows, checkpoints and snapshots, estimated); 64 MB.</summary>
    public long QueueBytes { get; init; } = 64 << 20;

    /// <summary>Commits that may wait for the writer; 10,000.</summary>
    public int QueueCommits { get; init; } = 10_000;

    /// <summary>A transaction ends with the commit that brings it to so many rows; 20,000.</summary>
    public int TransactionRows { get; init; } = 20_000;

    /// <summary>The longest that a commit waits for company before its transaction starts: what a crash may cost; 0.5 s.</summary>
    public TimeSpan TransactionDelay { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>How long to wait while another program has the file locked; 10 s, no less than 1 s.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Where finished_at comes from; the system's clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Called when a run begins to wait because all that is left, so many ecosystems, is paused.</summary>
    public Action<int> Waiting { get; init; } = _ => { };

    /// <summary>Called on the writer's thread within each transaction, after its last row: for tests that hold the writer there.</summary>
    internal Action? BeforeTransactionEnds { get; init; }

    /// <summary>The file may have no more pages than this (0: no limit): for tests of a full disk.</summary>
    internal int MaximumPages { get; init; }
}
