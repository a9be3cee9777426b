using System.Diagnostics;

namespace CoEvolve.Cluster.Tests;

/// <summary>Waits for what other processes bring about; nothing tells of it, so this looks again and again.</summary>
internal static class Patience
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until it is so.</summary>
    /// <param name="what">What is waited for, as in "a node has work".</param>
    /// <param name="isSo">Looks.</param>
    /// <param name="most">When to give up; by default after two minutes, which only a defect takes.</param>
    public static void Until(string what, Func<bool> isSo, TimeSpan? most = null)
    {
        TimeSpan limit = most ?? TimeSpan.FromMinutes(2);
        long start = Stopwatch.GetTimestamp();
        while (!isSo())
        {
            if (Stopwatch.GetElapsedTime(start) > limit)
                Assert.Fail($"Waited {limit.TotalSeconds:0} s in vain until {what}.");
            Thread.Sleep(Pause); // other processes give no sign to wait for
        }
    }
}
