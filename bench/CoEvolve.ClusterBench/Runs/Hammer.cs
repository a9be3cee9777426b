using System.Diagnostics;

namespace CoEvolve.ClusterBench;

/// <summary>Does something again and again, on some threads at once, and counts.</summary>
internal static class Hammer
{
    /// <summary>How much is done a second.</summary>
    /// <param name="threads">Threads, all of which start at the same time.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="prepare">Makes what the thread of an index does, on that thread. What is done returns how much it was, and is done once before the time starts.</param>
    /// <exception cref="AggregateException">What was done failed.</exception>
    public static double Rate(int threads, double seconds, Func<int, Func<long>> prepare)
    {
        var counts = new long[threads];
        var failures = new Exception?[threads];
        using var start = new Barrier(threads + 1);
        bool over = false;
        var all = new Thread[threads];
        for (int i = 0; i < threads; i++)
        {
            int thread = i;
            all[i] = new Thread(() =>
            {
                Func<long> work = () => 0;
                try
                {
                    work = prepare(thread);
                    work();
                }
                catch (Exception exception)
                {
                    failures[thread] = exception;
                }

                start.SignalAndWait();
                try
                {
                    while (failures[thread] is null && !Volatile.Read(ref over))
                        counts[thread] += work();
                }
                catch (Exception exception)
                {
                    failures[thread] = exception;
                }
            });
            all[i].Start();
        }

        start.SignalAndWait();
        long begin = Stopwatch.GetTimestamp();
        Thread.Sleep(TimeSpan.FromSeconds(seconds)); // the stretch that is measured
        Volatile.Write(ref over, true);
        foreach (Thread thread in all)
            thread.Join();
        double took = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        Exception[] failed = [.. failures.OfType<Exception>()];
        return failed.Length == 0 ? counts.Sum() / took : throw new AggregateException(failed);
    }
}
