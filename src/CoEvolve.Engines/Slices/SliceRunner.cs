using System.Diagnostics;
using System.Runtime.ExceptionServices;
using CoEvolve.Actors;

namespace CoEvolve.Engines;

/// <summary>
/// The one scheduler: its workers take ecosystems from a store, run each for a slice, and store rows and checkpoint together.
/// An ecosystem that throws is stored as failed; the others go on. A worker that finds none to take lends its thread to those
/// of the others, until there is one again or the run is over.
/// </summary>
/// <remarks>
/// Results do not depend on the number of workers or the length of slices: an ecosystem's random numbers are its own, and
/// a slice begins where a checkpoint ended.
/// </remarks>
public sealed class SliceRunner
{
    // All workers count in one place. A fiftieth of a second is often enough for who watches, and seldom enough not to matter
    // where a generation takes microseconds.
    private static readonly long TellingInterval = Stopwatch.Frequency / 50;

    // How seldom the clock is looked at, in generations, while they take less than ten microseconds together.
    private const int LongestStride = 16;
    private static readonly long ShortStride = Stopwatch.Frequency / 100_000;

    private readonly IEngine _engine;
    private readonly IRunStore _store;
    private readonly Func<int, EcosystemSpec> _specOfPoint;
    private readonly SliceOptions _options;

    /// <summary>Prepares a run.</summary>
    /// <param name="engine">Runs the ecosystems.</param>
    /// <param name="store">Has the work, and takes the results.</param>
    /// <param name="specOfPoint">The spec of a point, by its index from 0. Thread-safe.</param>
    /// <param name="options">How work is shared out.</param>
    public SliceRunner(IEngine engine, IRunStore store, Func<int, EcosystemSpec> specOfPoint, SliceOptions options)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(specOfPoint);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Parallel, 1);
        _engine = engine;
        _store = store;
        _specOfPoint = specOfPoint;
        _options = options;
    }

    /// <summary>How far the run has come.</summary>
    public RunProgress Progress { get; } = new();

    /// <summary>
    /// Runs until no work is left, or until it is cancelled (or the first failure, if asked to): then every worker finishes its generation and stores what it
    /// has. Returns when everything is on disk.
    /// </summary>
    /// <exception cref="StoreException">The store failed; no worker goes on. Whatever else a store throws comes out as it is.</exception>
    public void Run(CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var shift = new Shift(_options.Parallel);
        using CancellationTokenRegistration stopping = stop.Token.Register(shift.CallBack);
        ExceptionDispatchInfo? failure = null;
        var workers = new Thread[_options.Parallel];
        for (int i = 0; i < workers.Length; i++)
        {
            workers[i] = new Thread(() =>
            {
                try
                {
                    Work(shift, stop);
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
                Name = $"worker {i + 1}",
            };
            workers[i].Start();
        }

        foreach (Thread worker in workers)
            worker.Join();
        failure?.Throw();
        _store.Flush();
    }

    // One ecosystem at a time: claims of several would save a tenth of a microsecond each, and would have to be shared out
    // again when another worker has none.
    private void Work(Shift shift, CancellationTokenSource stop)
    {
        while (true)
        {
            CancellationToken recall = shift.Recall;
            if (stop.IsCancellationRequested)
                return;
            if (_store.Claim(1) is [ClaimedEcosystem claim])
                RunAndCommit(claim, shift, stop);
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

    private void RunAndCommit(ClaimedEcosystem claim, Shift shift, CancellationTokenSource stop)
    {
        SliceCommit slice = RunSlice(claim, stop.Token);
        _store.Commit(slice);
        if (slice.Status == EcosystemStatus.Running)
            shift.CallBack();
        else if (_options.FailFast && slice.Status == EcosystemStatus.Failed)
            stop.Cancel();
    }

    private SliceCommit RunSlice(ClaimedEcosystem claim, CancellationToken stop)
    {
        try
        {
            EcosystemSpec spec = _specOfPoint(claim.Point);
            EcosystemCheckpoint start = claim.Checkpoint is null
                ? EcosystemCheckpoint.Initial(spec, claim.Replicate)
                : EcosystemCheckpoint.FromBytes(claim.Checkpoint);
            var recorded = new RecordedRows(spec, start.Generation);
            using IEcosystemHost host = _engine.Open(spec, start, recorded);
            RunFor(host, spec.Generations, recorded.Rows, stop);
            bool finished = host.Generation == spec.Generations;
            EcosystemCheckpoint end = host.TakeCheckpoint();
            if (finished)
                Progress.AddFinished();
            return new SliceCommit(
                claim.Id,
                claim.Generation,
                host.Generation,
                finished ? EcosystemStatus.Finished : EcosystemStatus.Running,
                Error: null,
                finished ? null : end.ToBytes(),
                end.Collapse,
                recorded.Rows);
        }
        catch (Exception e) when (e is not StoreException)
        {
            // Whatever it was, it is this ecosystem's trouble alone, and belongs in the results.
            Progress.AddFailed();
            string error = $"{e.GetType().Name}: {e.Message}";
            return new SliceCommit(claim.Id, claim.Generation, claim.Generation, EcosystemStatus.Failed, error, Checkpoint: null, default, new SliceRows());
        }
    }

    // At least one generation, so that every slice makes progress. An ecosystem of no generations is told to run too: that
    // is when it records its only state.
    private void RunFor(IEcosystemHost host, int last, SliceRows rows, CancellationToken stop)
    {
        long now = Stopwatch.GetTimestamp(), end = now + (long)(_options.Slice.TotalSeconds * Stopwatch.Frequency);
        long looked = now, tell = now + TellingInterval;
        int told = host.Generation, stride = 1, untilLook = 1;
        do
        {
            host.RunUntil(host.Generation + 1);
            if (--untilLook > 0)
                continue;
            now = Stopwatch.GetTimestamp();

            // Looking at the clock after every generation would cost the smallest ecosystems a tenth of their time.
            stride = now - looked < ShortStride ? Math.Min(2 * stride, LongestStride) : 1;
            untilLook = stride;
            looked = now;
            if (now >= tell)
            {
                Progress.AddGenerations(host.Generation - told);
                told = host.Generation;
                tell = now + TellingInterval;
            }
        }
        while (host.Generation < last && rows.Count < _options.MostRows && now < end && !stop.IsCancellationRequested);
        Progress.AddGenerations(host.Generation - told);
    }
}
