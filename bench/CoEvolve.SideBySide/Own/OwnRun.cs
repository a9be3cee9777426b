using System.Diagnostics;
using CoEvolve.Actors;
using CoEvolve.Engines;

namespace CoEvolve.SideBySide;

/// <summary>Our own side: all replicates through the slice runner, nothing stored.</summary>
internal static class OwnRun
{
    /// <summary>The rate of the whole run, repeated until <paramref name="atLeastSeconds"/> have passed.</summary>
    /// <param name="spec">What all replicates start from.</param>
    /// <param name="replicates">Ecosystems.</param>
    /// <param name="workers">Ecosystems that run at the same time; as many cores may be used.</param>
    /// <param name="atLeastSeconds">Least duration.</param>
    public static RunRate Rate(EcosystemSpec spec, int replicates, int workers, double atLeastSeconds)
    {
        long start = Stopwatch.GetTimestamp(), generations = 0;
        TimeSpan processorStart = Environment.CpuUsage.TotalTime;
        double seconds;
        do
        {
            generations += Once(new LocalEngine(), spec, replicates, workers);
            seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        while (seconds < atLeastSeconds);
        return new RunRate(generations / seconds, generations / (Environment.CpuUsage.TotalTime - processorStart).TotalSeconds);
    }

    /// <summary>Runs until the just-in-time compiler, which works beside it, should have nothing left to improve.</summary>
    public static void WarmUp(EcosystemSpec spec) => Rate(spec, 2 * Environment.ProcessorCount, Environment.ProcessorCount, atLeastSeconds: 1);

    /// <summary>One run.</summary>
    /// <returns>Generations that were computed.</returns>
    /// <exception cref="InvalidOperationException">An ecosystem failed.</exception>
    public static long Once(IEngine engine, EcosystemSpec spec, int replicates, int workers)
    {
        using var store = new TransientRunStore(points: 1, replicates);
        var runner = new SliceRunner(engine, store, _ => spec, new SliceOptions { Parallel = workers });
        runner.Run(CancellationToken.None);
        return store.Failures.Count == 0 ? runner.Progress.Generations : throw new InvalidOperationException(store.Failures.First().Value);
    }
}
