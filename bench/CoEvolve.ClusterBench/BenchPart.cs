using CoEvolve.Postgres.Testing;

namespace CoEvolve.ClusterBench;

/// <summary>A question that is measured by itself.</summary>
internal abstract class BenchPart
{
    /// <summary>All of them, in the order of the page.</summary>
    public static IReadOnlyList<BenchPart> All { get; } =
        [new TakeoverPart(), new ScalingPart(), new LocalPart(), new SubmissionPart(), new ClaimPart(), new IdlePart(), new WatchingPart(), new CeilingPart()];

    /// <summary>What it is called on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>Its title on the page.</summary>
    public abstract string Title { get; }

    /// <summary>Measures it.</summary>
    /// <param name="server">Nobody else uses it. Each measurement makes databases of its own.</param>
    /// <param name="plan">How much.</param>
    /// <param name="progress">Gets a line now and then.</param>
    /// <exception cref="InvalidOperationException">A process failed.</exception>
    public abstract PartResult Measure(PrivatePostgres server, BenchPlan plan, TextWriter progress);
}
