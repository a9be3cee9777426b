using System.Collections.Concurrent;
using Akka.Dispatch;

namespace CoEvolve.Engines.Akka.Tests;

public sealed class ModelExecutorTests
{
    private static readonly TimeSpan Generous = TimeSpan.FromMinutes(1);

    [Fact]
    public void Everything_is_run_once_from_wherever_it_comes()
    {
        const int outside = 1000, inside = 20;
        var executor = new ModelExecutor("test", threads: 3);
        var runs = new ConcurrentDictionary<(int, int), int>();
        using var all = new CountdownEvent(outside * (1 + inside));
        Parallel.For(0, outside, i => executor.Execute(new Run(() =>
        {
            Count(i, 0);
            for (int j = 1; j <= inside; j++)
            {
                int number = j;
                executor.Execute(new Run(() => Count(i, number)));
            }
        })));
        Assert.True(all.Wait(Generous));
        Assert.Equal(outside * (1 + inside), runs.Count);
        Assert.All(runs.Values, count => Assert.Equal(1, count));
        executor.Shutdown();

        void Count(int i, int j)
        {
            runs.AddOrUpdate((i, j), 1, (_, before) => before + 1);
            all.Signal();
        }
    }

    [Fact]
    public void What_one_thread_causes_stays_on_it()
    {
        const int steps = 10_000;
        var executor = new ModelExecutor("test", threads: 2);
        var threads = new ConcurrentDictionary<int, byte>();
        using var done = new ManualResetEventSlim();
        int left = steps;
        executor.Execute(new Run(Step));
        Assert.True(done.Wait(Generous));
        // One after the other, so there is never a second that an idle thread could take.
        Assert.Single(threads);
        executor.Shutdown();

        void Step()
        {
            threads.TryAdd(Environment.CurrentManagedThreadId, 0);
            if (--left > 0)
                executor.Execute(new Run(Step));
            else
                done.Set();
        }
    }

    [Fact]
    public void A_thread_without_work_takes_some_of_anothers()
    {
        var executor = new ModelExecutor("test", threads: 2);
        using var both = new Barrier(2);
        using var done = new CountdownEvent(2);
        // Both are caused by one thread, and neither ends before the other is under way.
        executor.Execute(new Run(() =>
        {
            executor.Execute(new Run(Meet));
            executor.Execute(new Run(Meet));
        }));
        Assert.True(done.Wait(Generous));
        executor.Shutdown();

        void Meet()
        {
            Assert.True(both.SignalAndWait(Generous));
            done.Signal();
        }
    }

    [Fact]
    public void What_comes_from_outside_is_not_kept_waiting_by_a_thread_that_is_never_done()
    {
        var executor = new ModelExecutor("test", threads: 1);
        using var heard = new ManualResetEventSlim();
        executor.Execute(new Run(GoOn));
        executor.Execute(new Run(heard.Set));
        Assert.True(heard.Wait(Generous));
        executor.Shutdown();

        void GoOn()
        {
            if (!heard.IsSet)
                executor.Execute(new Run(GoOn));
        }
    }

    [Fact]
    public void What_throws_ends_no_thread()
    {
        var executor = new ModelExecutor("test", threads: 1);
        using var heard = new ManualResetEventSlim();
        executor.Execute(new Run(() => throw new InvalidOperationException("on purpose")));
        executor.Execute(new Run(heard.Set));
        Assert.True(heard.Wait(Generous));
        executor.Shutdown();
    }

    [Fact]
    public void After_the_end_it_takes_nothing_and_its_threads_go()
    {
        var executor = new ModelExecutor("test", threads: 2);
        using var done = new ManualResetEventSlim();
        Thread? worker = null;
        executor.Execute(new Run(() =>
        {
            worker = Thread.CurrentThread;
            done.Set();
        }));
        Assert.True(done.Wait(Generous));
        executor.Shutdown();
        Assert.Throws<RejectedExecutionException>(() => executor.Execute(new Run(() => { })));
        Assert.True(worker!.Join(Generous));
    }

    private sealed class Run(Action work) : IRunnable
    {
        void IRunnable.Run() => work();

        public void Execute() => work();
    }
}
