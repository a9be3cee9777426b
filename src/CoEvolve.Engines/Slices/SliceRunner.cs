using System.Runtime.ExceptionServices;
using CoEvolve.Actors;

namespace CoEvolve.Engines;

/// <summary>
/// The one scheduler: its workers take ecosystems from a store, run them for a slice, and store rows and checkpoints together.
/// An ecosystem that throws is stored as failed; the others go on. A worker that finds none to take lends its thread to those
/// of the others, until there is one again or the run is over. A slice whose claim the store took back is dropped.
/// </summary>
/// <remarks>
/// Results do not depend on the number of workers or the length of slices: an ecosystem's random numbers are its own, and
/// a slice begins where a checkpoint ended.
/// </remarks>
public sealed class SliceRunner
{
    private readonly IEngine _engine;
    private readonly IRunStore _store;
    private readonly Func<ClaimedEcosystem, EcosystemSpec> _specOf;
    private readonly SliceOptions _options;

    /// <summary>Prepares a run.</summary>
    /// <param name="engine">Runs the ecosystems.</param>
    /// <param name="store">Has the work, and takes the results.</param>
    /// <param name="specOf">What is fixed of an ecosystem, by its experiment and point. Thread-safe.</param>
    /// <param name="options">How work is shared out.</param>
    public SliceRunner(IEngine engine, IRunStore store, Func<ClaimedEcosystem, EcosystemSpec> specOf, SliceOptions options)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(specOf);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Parallel, 1);
        _engine = engine;
        _store = store;
        _specOf = specOf;
        _options = options;
    }

    /// <summary>How far the run has come.</summary>
    public RunProgress Progress { get; } = new();

    /// <summary>
    /// Runs until no work is left, or on an <see cref="ISharedRunStore"/>, where work may come at any time, without end; or until it is
    /// cancelled (or the first failure, if asked to): then every worker finishes its generation and stores what it has. Returns
    /// when everything is on disk.
    /// </summary>
    /// <exception cref="StoreException">The store failed; no worker goes on. Whatever else a store throws comes out as it is.</exception>
    public void Run(CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        do
            RunShift(stop);
        while (!stop.IsCancellationRequested && _store.AwaitCommands(stop.Token));
        _store.Flush();
    }

    // Until nobody has any work.
    private void RunShift(CancellationTokenSource stop)
    {
        var shared = _store as ISharedRunStore;
        using var shift = new Shift(_options.Parallel, endless: shared is not null);
        using CancellationTokenRegistration stopping = stop.Token.Register(shift.CallBack);
        ExceptionDispatchInfo? failure = null;
        List<Thread> threads = [.. Enumerable.Range(1, _options.Parallel).Select(i => Start($"worker {i}", () => Work(shift, stop)))];
        if (shared is not null)
            threads.Add(Start("watcher", () => Watch(shared, shift, stop.Token)));
        foreach (Thread thread in threads)
            thread.Join();
        failure?.Throw();

        Thread Start(string name, Action work)
        {
            var thread = new Thread(() =>
            {
                try
                {
                    work();
                }
                catch (Exception e)
                {
                    // Also what no store should throw: it belongs to the caller, and must not end the process.
                    Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(e), null);
                    stop.Cancel();
                }
            })
            {
                IsBackground = true,
                Name = name,
            };
            thread.Start();
            return thread;
        }
    }

    private void Work(Shift shift, CancellationTokenSource stop)
    {
        var size = new BatchSize(_options.Slice, _options.MostEcosystems);
        using var behind = new WriteBehind();
        while (true)
        {
            CancellationToken recall = shift.Recall;
            if (stop.IsCancellationRequested)
            {
                behind.Finish();
                return;
            }

            IClaim? claim = _store.Claim(size.Next, stop.Token);
            if (claim is not null)
                RunAndCommit(claim, size, shift, behind, stop);
            else if (behind.Finish())
                continue; // what it just stored may be what there is to take
            else if (!shift.TryLeave())
                return;
            else
            {
                _engine.Lend(recall);
                if (!shift.TryReturn())
                    return;
            }
        }
    }

    private void RunAndCommit(IClaim claim, BatchSize size, Shift shift, WriteBehind behind, CancellationTokenSource stop)
    {
        bool handedOver = false;
        try
        {
            var run = new SliceRun(_engine, _specOf, claim, _options, Progress, stop.Token);
            List<SliceCommit> slices = run.Run();
            (claim as ObservedClaim)?.Computed();
            // How soon a slice was over that had to be short says nothing about others.
            if (claim.Ecosystems[0].MostGenerations is null)
                size.Learn(claim.Ecosystems.Count, slices.Count, run.Elapsed);
            if (slices.Count == 0)
                return;
            // A store that is this process's own keeps a queue itself.
            // And who waits for an ecosystem should find it free by the next claim.
            if (_store is ISharedRunStore && !claim.IsRecalled)
                behind.Start(() => Commit(claim, slices, shift, stop));
            else
                Commit(claim, slices, shift, stop);
            handedOver = true;
        }
        catch (ClaimLostException)
        {
            // What is stored counts; whoever claims them next goes on from there.
        }
        finally
        {
            if (!handedOver)
                claim.Dispose();
        }
    }

    private void Commit(IClaim claim, List<SliceCommit> slices, Shift shift, CancellationTokenSource stop)
    {
        int claimed = claim.Ecosystems.Count;
        try
        {
            using (claim)
                claim.Commit(slices);
        }
        catch (ClaimLostException)
        {
            return;
        }

        int finished = slices.Count(slice => slice.Status is EcosystemStatus.Finished or EcosystemStatus.Stopped), failed = slices.Count(slice => slice.Status == EcosystemStatus.Failed);
        Progress.Add(finished, failed);
        if (finished + failed < claimed)
            shift.CallBack();
        if (_options.FailFast && failed > 0)
            stop.Cancel();
    }

    private static void Watch(ISharedRunStore store, Shift shift, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            store.AwaitChange(stop);
            shift.CallBack();
        }
    }
}
