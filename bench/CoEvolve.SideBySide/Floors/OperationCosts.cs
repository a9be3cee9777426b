using System.Diagnostics;

namespace CoEvolve.SideBySide;

/// <summary>What the four operations that a generation is made of cost at least: nanoseconds each on one core, all cores being busy.</summary>
/// <param name="Uniform">A uniform random number.</param>
/// <param name="Normal">A standard normal.</param>
/// <param name="Exponential">An exponential.</param>
/// <param name="MultiplyAdd">A multiply-add of doubles.</param>
internal sealed record OperationCosts(double Uniform, double Normal, double Exponential, double MultiplyAdd)
{
    /// <summary>Measures all four, each several times; the fastest counts, because a floor is asked for.</summary>
    public static OperationCosts Measure() => new(
        Cost(BareLoops.Uniforms), Cost(BareLoops.Normals), Cost(BareLoops.Exponentials), Cost(BareLoops.MultiplyAdds));

    /// <summary>The lower of two measurements of each.</summary>
    public OperationCosts Least(OperationCosts other) => new(
        Math.Min(Uniform, other.Uniform), Math.Min(Normal, other.Normal), Math.Min(Exponential, other.Exponential), Math.Min(MultiplyAdd, other.MultiplyAdd));

    private static double Cost(Func<int, long> loop)
    {
        const int attempts = 7;
        int rounds = 1;
        while (Nanoseconds(loop, rounds, out _) < 1e7)
            rounds *= 2;
        return Enumerable.Range(0, attempts).Min(_ => OnAllCores(loop, rounds));
    }

    private static double OnAllCores(Func<int, long> loop, int rounds)
    {
        var costs = new double[Environment.ProcessorCount];
        using var start = new Barrier(costs.Length);
        var threads = new Thread[costs.Length];
        for (int i = 0; i < threads.Length; i++)
        {
            int core = i;
            threads[i] = new Thread(() =>
            {
                start.SignalAndWait();
                double nanoseconds = Nanoseconds(loop, rounds, out long operations);
                costs[core] = nanoseconds / operations;
            });
            threads[i].Start();
        }

        foreach (Thread thread in threads)
            thread.Join();
        return costs.Min();
    }

    private static double Nanoseconds(Func<int, long> loop, int rounds, out long operations)
    {
        long start = Stopwatch.GetTimestamp();
        operations = loop(rounds);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }
}
