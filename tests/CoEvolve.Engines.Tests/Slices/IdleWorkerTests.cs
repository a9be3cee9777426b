using CoEvolve.Actors;

namespace CoEvolve.Engines.Tests;

/// <summary>What workers do that find no ecosystem to take: they help, look again, and go when the run is over.</summary>
public sealed class IdleWorkerTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [Fact]
    public void An_idle_worker_helps_the_ecosystem_that_still_runs()
    {
        using var store = new MemoryRunStore(points: 1, replicates: 1);
        SliceRunner runner = Experiment.Runner(store, Experiment.LongTime, parallel: 2, new NeedyEngine());
        runner.Run(CancellationToken.None);
        Assert.Equal((1, 0), (runner.Progress.Finished, runner.Progress.Failed));
    }

    [Fact]
    public void Workers_go_on_helping_each_other_from_slice_to_slice()
    {
        using var store = new MemoryRunStore(points: 1, replicates: 1);
        SliceRunner runner = Experiment.Runner(store, Experiment.NoTime, parallel: 2, new NeedyEngine());
        runner.Run(CancellationToken.None);
        Assert.Equal((1, 0), (runner.Progress.Finished, runner.Progress.Failed));
        Assert.Equal(Experiment.Generations, store.Commits.Count);
    }

    [Fact]
    public void An_idle_worker_takes_an_ecosystem_that_is_given_back_later()
    {
        // The second ecosystem is there only after the first slice of the other, when one of the two workers has nothing to do.
        // From then on both must run at the same time.
        using var store = new MemoryRunStore(points: 1, replicates: 2);
        var late = new LateStore(store, ecosystem: 2);
        using var both = new Barrier(2);
        var lending = new LendingEngine(new FaultyEngine((replicate, generation) =>
        {
            if ((replicate, generation) is (1, 3) or (2, 1) && !both.SignalAndWait(Long))
                throw new TimeoutException("The other ecosystem does not run.");
        }));
        late.BeforeFirstCommit = () => lending.AwaitLent(1);
        SliceRunner runner = Experiment.Runner(late, Experiment.NoTime, parallel: 2, lending);
        runner.Run(CancellationToken.None);
        Assert.Equal((2, 0), (runner.Progress.Finished, runner.Progress.Failed));
    }

    [Fact]
    public void Idle_workers_go_when_the_last_ecosystem_is_finished()
    {
        using var store = new MemoryRunStore(points: 1, replicates: 1);
        Experiment.Runner(store, Experiment.LongTime, parallel: 4, WithIdleWorkers(3, static () => { })).Run(CancellationToken.None);
        Assert.Equal(EcosystemStatus.Finished, Assert.Single(store.Commits).Status);
    }

    [Fact]
    public void Idle_workers_go_when_the_run_is_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        using var store = new MemoryRunStore(points: 1, replicates: 1);
        Experiment.Runner(store, Experiment.LongTime, parallel: 4, WithIdleWorkers(3, cancellation.Cancel)).Run(cancellation.Token);
        Assert.Equal(EcosystemStatus.Running, Assert.Single(store.Commits).Status);
    }

    [Fact]
    public void Idle_workers_go_when_the_store_fails()
    {
        using var store = new MemoryRunStore(points: 1, replicates: 1) { Committing = _ => throw new StoreException("The disk is full.") };
        SliceRunner runner = Experiment.Runner(store, Experiment.LongTime, parallel: 4, WithIdleWorkers(3, static () => { }));
        Assert.Throws<StoreException>(() => runner.Run(CancellationToken.None));
    }

    [Fact]
    public void A_watched_engine_gets_the_threads_that_its_watcher_is_lent()
    {
        var inner = new LendingEngine(new LocalEngine());
        using var lent = new LentThreads(2, new ObservedEngine(inner, static (_, _) => throw new InvalidOperationException()).Lend);
        inner.AwaitLent(2);
    }

    // Once all other workers have nothing to do, something happens in the only ecosystem.
    private static LendingEngine WithIdleWorkers(int workers, Action then)
    {
        LendingEngine? engine = null;
        engine = new LendingEngine(new FaultyEngine((_, generation) =>
        {
            if (generation != Experiment.Generations - 2)
                return;
            engine!.AwaitLent(workers);
            then();
        }));
        return engine;
    }

    /// <summary>Another engine, and a count of the threads that are lent to it.</summary>
    private sealed class LendingEngine(IEngine inner) : IEngine
    {
        private int _lent;

        public IEcosystemHost Open(EcosystemSpec spec, EcosystemCheckpoint checkpoint, IRecordSink sink, IPulse? pulse = null) => inner.Open(spec, checkpoint, sink, pulse);

        public void Lend(CancellationToken recall)
        {
            Interlocked.Increment(ref _lent);
            inner.Lend(recall);
            Interlocked.Decrement(ref _lent);
        }

        public void AwaitLent(int threads) =>
            Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref _lent) == threads, Long), "Idle workers were not lent.");
    }

    /// <summary>Keeps one ecosystem back until another has been given back.</summary>
    private sealed class LateStore(MemoryRunStore inner, long ecosystem) : IRunStore
    {
        private readonly Lock _gate = new();
        private IClaim? _held;
        private bool _released;

        public Action BeforeFirstCommit { get; set; } = () => { };

        public IClaim? Claim(int most, CancellationToken cancellation = default)
        {
            lock (_gate)
            {
                IClaim? claim = inner.Claim(most, cancellation);
                if (_released || claim?.Ecosystems[0].Id != ecosystem)
                    return claim is null ? null : new ClaimOfOne(claim.Ecosystems[0], slice => Commit(claim, slice), _ => claim.Dispose());
                _held = claim;
                return null;
            }
        }

        private void Commit(IClaim claim, SliceCommit slice)
        {
            if (!_released)
                BeforeFirstCommit();
            claim.Commit([slice]);
            lock (_gate)
            {
                _released = true;
                _held?.Dispose();
                _held = null;
            }
        }

        public bool AwaitCommands(CancellationToken cancellation) => inner.AwaitCommands(cancellation);

        public void Flush() => inner.Flush();

        public void Dispose() => inner.Dispose();
    }
}
