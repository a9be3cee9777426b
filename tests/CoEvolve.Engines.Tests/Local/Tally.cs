using CoEvolve.Core;

namespace CoEvolve.Engines.Tests;

/// <summary>A work that counts how often each of its parts was done, and by whom.</summary>
/// <param name="parts">How many it has.</param>
/// <param name="also">What else a part does, before it counts.</param>
internal sealed class Tally(int parts, Action<int>? also = null) : IDividedWork
{
    private readonly int[] _times = new int[parts];
    private readonly int[] _threads = new int[parts];

    public IEnumerable<int> Threads => _threads.Distinct();

    /// <summary>Divides works of two parts again and again until two threads have shared one.</summary>
    /// <exception cref="TimeoutException">Nobody came to help.</exception>
    public static void DivideUntilHelped(Action<IDividedWork, int> divide)
    {
        var work = new Tally(2, static _ => Thread.SpinWait(1000));
        if (!SpinWait.SpinUntil(Helped, TimeSpan.FromMinutes(1)))
            throw new TimeoutException("Nobody came to help.");

        bool Helped()
        {
            divide(work, 2);
            return work.Threads.Count() == 2;
        }
    }

    public void DoPart(int part)
    {
        also?.Invoke(part);
        Interlocked.Increment(ref _times[part]);
        _threads[part] = Environment.CurrentManagedThreadId;
    }

    /// <summary>Every part was done as many times as the work was divided.</summary>
    public void AssertDone(int times = 1) => Assert.All(_times, t => Assert.Equal(times, t));
}
