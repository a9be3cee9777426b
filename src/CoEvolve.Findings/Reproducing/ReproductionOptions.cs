namespace CoEvolve.Findings;

/// <summary>What a reproduction computes.</summary>
public sealed record ReproductionOptions
{
    /// <summary>The largest seed, so that the seeds of arms fit behind it.</summary>
    public const ulong MostSeed = ulong.MaxValue / SeedsPerRun - 1;

    private const ulong SeedsPerRun = 10_000;
    private const ulong SeedsPerArm = 100;

    /// <summary>Everything random follows from it; at most <see cref="MostSeed"/>. Default: 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How much is computed. Default: <see cref="Scale.Full"/>.</summary>
    public Scale Scale { get; init; } = Scale.Full;

    /// <summary>Ecosystems that run at the same time. Default: one a core.</summary>
    public int Parallel { get; init; } = Environment.ProcessorCount;

    /// <summary>The seeds of an arm: seed·10,000 + arm·100 + 1, 2, …; no two arms share one, nor do two seeds.</summary>
    public IEnumerable<ulong> SeedsOf(Arm arm, int count)
    {
        ArgumentNullException.ThrowIfNull(arm);
        return Enumerable.Range(1, count).Select(i => (Seed * SeedsPerRun) + ((ulong)arm.Number * SeedsPerArm) + (ulong)i);
    }
}
