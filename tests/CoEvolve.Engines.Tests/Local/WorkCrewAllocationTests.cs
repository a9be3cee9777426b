using CoEvolve.Core;

namespace CoEvolve.Engines.Tests;

[Collection(nameof(Alone))]
public sealed class WorkCrewAllocationTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Dividing_work_allocates_nothing_on_any_thread(int helpers)
    {
        var crew = new WorkCrew(most: 1);
        using LentThreads lent = LentThreads.To(crew, helpers);
        var work = new MeteredMeeting(helpers + 1);
        var before = new long[helpers + 1];
        for (int i = 0; i < 100; i++)
            crew.Divide(work, helpers + 1);
        work.Allocated.CopyTo(before, 0);
        for (int i = 0; i < 1000; i++)
            crew.Divide(work, helpers + 1);
        Assert.Equal(before, work.Allocated);
    }

    /// <summary>Each thread does one part, and notes how much it has allocated so far; in order of threads.</summary>
    private sealed class MeteredMeeting(int parts) : IDividedWork
    {
        private readonly int _caller = Environment.CurrentManagedThreadId;
        private int _arrived;

        public long[] Allocated { get; } = new long[parts];

        public void DoPart(int part)
        {
            int round = (Interlocked.Increment(ref _arrived) - 1) / parts;
            while (Volatile.Read(ref _arrived) < (round + 1) * parts)
                Thread.Yield();
            Allocated[Environment.CurrentManagedThreadId == _caller ? 0 : 1] = GC.GetAllocatedBytesForCurrentThread();
        }
    }
}
