using CoEvolve.Actors;

namespace CoEvolve.Engines.Tests;

/// <summary>The runner on a store that others share: claims of several ecosystems, claims that get lost, work that comes late.</summary>
public sealed class SharedStoreTests
{
    [Fact]
    public void A_slice_takes_more_ecosystems_while_they_are_soon_done_and_stores_them_together()
    {
        using var stop = new CancellationTokenSource();
        using var store = new BatchStore { Committed = done => StopAt(stop, done, 100) };
        store.Bring(1, 100);
        SliceRunner runner = Runner(store, new SliceOptions { Parallel = 1, Slice = Experiment.LongTime, MostEcosystems = 16 });
        runner.Run(stop.Token);
        Assert.Equal([1, 2, 4, 8, 16, 16], store.Asked.Take(6));
        Assert.Equal([1, 2, 4, 8, 16, 16], store.Commits.Take(6).Select(together => together.Count));
        Assert.Equal(Enumerable.Range(1, 100).Select(i => (long)i), store.Commits.SelectMany(together => together).Select(slice => slice.EcosystemId));
        Assert.All(store.Commits.SelectMany(together => together), slice => Assert.Equal(EcosystemStatus.Finished, slice.Status));
        Assert.Equal((100, 0), (runner.Progress.Finished, runner.Progress.Failed));
        Assert.Equal(100L * Experiment.Generations, runner.Progress.Generations);
    }

    [Fact]
    public void When_time_is_up_the_rest_of_a_claim_goes_back_as_it_was()
    {
        using var stop = new CancellationTokenSource();
        using var store = new BatchStore();
        store.Bring(1, 10);
        store.Committed = _ =>
        {
            if (store.Commits.Count == 5)
                stop.Cancel();
        };
        Runner(store, new SliceOptions { Parallel = 1, Slice = Experiment.LongTime, MostRows = 1, MostEcosystems = 4 }).Run(stop.Token);

        // One row is enough to end a slice, so each claim of two reaches its first ecosystem only, and the next is of one again.
        Assert.True(store.Commits.Count >= 5);
        Assert.All(store.Commits, together => Assert.Single(together));
        Assert.Contains(2, store.Asked);
        Assert.DoesNotContain(store.Asked, size => size > 2);
        foreach (IGrouping<long, SliceCommit> ecosystem in store.Commits.Select(together => together[0]).GroupBy(slice => slice.EcosystemId))
            Assert.Equal(Enumerable.Range(1, ecosystem.Count()), ecosystem.Select(slice => slice.Generation));
        Assert.Equal(0, store.InHands);
    }

    [Fact]
    public void A_worker_computes_while_its_last_slice_is_being_stored()
    {
        using var stop = new CancellationTokenSource();
        using var computed = new ManualResetEventSlim();
        int commits = 0;
        using var store = new BatchStore
        {
            Committing = _ =>
            {
                if (Interlocked.Increment(ref commits) == 1 && !computed.Wait(TimeSpan.FromMinutes(1)))
                    throw new TimeoutException("The worker waited for its first slice to be stored.");
            },
            Committed = done => StopAt(stop, done, 3),
        };
        store.Bring(1, 3);
        var engine = new FaultyEngine((replicate, _) =>
        {
            if (replicate == 2)
                computed.Set();
        });
        new SliceRunner(engine, store, ecosystem => Experiment.SpecOf(ecosystem.Point), new SliceOptions { Parallel = 1, Slice = Experiment.LongTime, MostEcosystems = 1 }).Run(stop.Token);
        Assert.Equal([1L, 2L, 3L], store.Commits.SelectMany(together => together).Select(slice => slice.EcosystemId));
    }

    [Fact]
    public void A_worker_holds_no_more_than_the_slice_it_computes_and_the_one_that_is_being_stored()
    {
        using var stop = new CancellationTokenSource();
        using var store = new BatchStore { Committed = done => StopAt(stop, done, 50) };
        var held = new System.Collections.Concurrent.ConcurrentBag<int>();
        store.Bring(1, 50);
        var engine = new FaultyEngine((_, _) => held.Add(store.InHands));
        new SliceRunner(engine, store, ecosystem => Experiment.SpecOf(ecosystem.Point), new SliceOptions { Parallel = 1, Slice = Experiment.LongTime, MostEcosystems = 1 }).Run(stop.Token);
        Assert.InRange(held.Max(), 1, 2);
        Assert.Equal(50, store.Commits.Count);
    }

    [Fact]
    public void A_claim_that_is_recalled_ends_with_its_generation_and_is_stored_before_the_next_is_taken()
    {
        using var stop = new CancellationTokenSource();
        using var store = new BatchStore { Recalling = _ => true, Committed = done => StopAt(stop, done, 2) };
        store.Bring(1, 2);
        Runner(store, new SliceOptions { Parallel = 1, Slice = Experiment.LongTime, MostEcosystems = 2 }).Run(stop.Token);
        Assert.All(store.Commits, together => Assert.Single(together));
        // Free again by the next claim, the first goes on before the second begins.
        Assert.Equal(
            Enumerable.Range(1, 2).SelectMany(id => Enumerable.Range(1, Experiment.Generations).Select(generation => ((long)id, generation))),
            store.Commits.Select(together => (together[0].EcosystemId, together[0].Generation)));
    }

    [Fact]
    public void A_slice_that_the_store_refuses_ends_the_run_and_gives_everything_back()
    {
        using var stop = new CancellationTokenSource();
        using var store = new BatchStore { Committing = slices => throw new StoreException($"Not ecosystem {slices[0].EcosystemId}.") };
        store.Bring(1, 10);
        StoreException refused = Assert.Throws<StoreException>(() => Runner(store, new SliceOptions { Parallel = 1, Slice = Experiment.LongTime }).Run(stop.Token));
        Assert.Equal("Not ecosystem 1.", refused.Message);
        Assert.Empty(store.Commits);
        Assert.Equal(0, store.InHands);
    }

    [Fact]
    public void A_slice_has_no_more_generations_than_its_ecosystem_may()
    {
        using var stop = new CancellationTokenSource();
        using var store = new BatchStore { Committed = done => StopAt(stop, done, 2) };
        store.Bring(1, 2, mostGenerations: 3);
        Runner(store, new SliceOptions { Parallel = 1, Slice = Experiment.LongTime }).Run(stop.Token);
        Assert.Equal([3, 6, 8], store.Commits.SelectMany(together => together).Where(slice => slice.EcosystemId == 1).Select(slice => slice.Generation));
        Assert.All(store.Asked, size => Assert.Equal(1, size)); // that it was soon over says nothing about others
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Slices_whose_claim_was_lost_are_computed_again_and_stored_once(int parallel)
    {
        int commits = 0;
        using var stop = new CancellationTokenSource();
        using var store = new BatchStore
        {
            Committing = _ =>
            {
                if (Interlocked.Increment(ref commits) % 3 == 1)
                    throw new ClaimLostException("The server went away.");
            },
            Committed = done => StopAt(stop, done, 40),
        };
        store.Bring(1, 40);
        SliceRunner runner = Runner(store, new SliceOptions { Parallel = parallel, Slice = Experiment.NoTime, MostEcosystems = 8 });
        runner.Run(stop.Token);
        foreach (IGrouping<long, SliceCommit> ecosystem in store.Commits.SelectMany(together => together).GroupBy(slice => slice.EcosystemId))
        {
            Assert.Equal(Enumerable.Range(0, Experiment.Generations + 1), ecosystem.SelectMany(slice => slice.Rows.Texts).Select(row => row.Generation));
            Assert.Equal(EcosystemStatus.Finished, ecosystem.Last().Status);
        }

        Assert.Equal((40, 0), (runner.Progress.Finished, runner.Progress.Failed));
        Assert.Equal(0, store.InHands);
    }

    [Fact]
    public void A_claim_that_is_found_lost_in_the_middle_of_a_generation_fails_nobody()
    {
        using var stop = new CancellationTokenSource();
        int beats = 0;
        using var store = new BatchStore
        {
            Touching = _ =>
            {
                if (Interlocked.Increment(ref beats) == 1)
                    throw new ClaimLostException("The server took it back.");
            },
            Committed = done => StopAt(stop, done, 1),
        };
        store.Bring(1, 1);
        SliceRunner runner = new(new SlowEngine(beats: 3), store, ecosystem => Experiment.SpecOf(ecosystem.Point), new SliceOptions { Parallel = 1, Slice = Experiment.LongTime });
        runner.Run(stop.Token);
        Assert.True(beats > 1, "The claim was not touched in the middle.");
        Assert.Equal((1, 0), (runner.Progress.Finished, runner.Progress.Failed));
    }

    [Fact]
    public void A_generation_that_outlives_the_end_of_the_run_is_given_up_and_its_ecosystem_stays_where_it_was()
    {
        using var stop = new CancellationTokenSource();
        using var store = new BatchStore();
        store.Bring(1, 2);
        var options = new SliceOptions { Parallel = 1, Slice = Experiment.LongTime, GiveUpAfter = TimeSpan.Zero };
        new SliceRunner(new SlowEngine(beats: int.MaxValue, stop.Cancel), store, ecosystem => Experiment.SpecOf(ecosystem.Point), options).Run(stop.Token);
        Assert.Empty(store.Commits);
        Assert.Equal(0, store.InHands);
    }

    [Fact]
    public void Work_that_comes_while_all_are_idle_is_taken_by_all()
    {
        using var stop = new CancellationTokenSource();
        using var both = new Barrier(2);
        using var store = new BatchStore { Committed = done => StopAt(stop, done, 5) };
        store.Bring(1, 1);
        store.Committed = done =>
        {
            if (done == 1)
                store.Bring(10, 4);
            StopAt(stop, done, 5);
        };
        var engine = new FaultyEngine((replicate, generation) =>
        {
            // Two of the late ones run at the same time.
            if (replicate is 10 or 11 && generation == 1 && !both.SignalAndWait(TimeSpan.FromMinutes(1)))
                throw new TimeoutException("Nobody else took any.");
        });
        SliceRunner runner = new(engine, store, ecosystem => Experiment.SpecOf(ecosystem.Point), new SliceOptions { Parallel = 2, Slice = Experiment.LongTime, MostEcosystems = 1 });
        runner.Run(stop.Token);
        Assert.Equal((5, 0), (runner.Progress.Finished, runner.Progress.Failed));
    }

    [Fact]
    public void An_idle_run_on_a_shared_store_ends_when_it_is_stopped()
    {
        using var stop = new CancellationTokenSource();
        using var store = new BatchStore { Committed = _ => stop.Cancel() };
        store.Bring(1, 1);
        Runner(store, new SliceOptions { Parallel = 3, Slice = Experiment.LongTime }).Run(stop.Token);
        Assert.Single(store.Commits);
    }

    private static SliceRunner Runner(IRunStore store, SliceOptions options) =>
        new(new LocalEngine(), store, ecosystem => Experiment.SpecOf(ecosystem.Point), options);

    private static void StopAt(CancellationTokenSource stop, int done, int all)
    {
        if (done >= all)
            stop.Cancel();
    }

    /// <summary>The local engine, but that a generation beats so often, and until time has passed, before it begins.</summary>
    private sealed class SlowEngine(int beats, Action? first = null) : IEngine
    {
        public IEcosystemHost Open(EcosystemSpec spec, EcosystemCheckpoint checkpoint, IRecordSink sink, IPulse? pulse = null) =>
            new Host(new LocalEngine().Open(spec, checkpoint, sink, pulse), pulse!, beats, first);

        private sealed class Host(IEcosystemHost inner, IPulse pulse, int beats, Action? first) : IEcosystemHost
        {
            private static readonly TimeSpan ALittle = TimeSpan.FromMilliseconds(210);

            public int Generation => inner.Generation;

            public HaltReason Halt => inner.Halt;

            public void Apply(PendingCommand command) => inner.Apply(command);

            public void RunUntil(int generation)
            {
                for (int i = 0; Generation == 0 && i < beats; i++)
                {
                    var clock = System.Diagnostics.Stopwatch.StartNew();
                    SpinWait.SpinUntil(() => clock.Elapsed > ALittle);
                    pulse.Beat();
                    first?.Invoke();
                }

                inner.RunUntil(generation);
            }

            public EcosystemCheckpoint TakeCheckpoint() => inner.TakeCheckpoint();

            public void Dispose() => inner.Dispose();
        }
    }
}
