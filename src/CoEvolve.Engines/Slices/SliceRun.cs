using System.Diagnostics;
using CoEvolve.Actors;

namespace CoEvolve.Engines;

/// <summary>
/// Runs the ecosystems of one claim for a slice, one after the other, and keeps telling the store that it is at it. For one
/// thread; a new one for each claim.
/// </summary>
internal sealed class SliceRun : IPulse
{
    // All workers count in one place. A fiftieth of a second is often enough for who watches, and seldom enough not to matter
    // where a generation takes microseconds.
    private static readonly long TellingInterval = Stopwatch.Frequency / 50;
    private static readonly long TouchingInterval = Stopwatch.Frequency / 5;

    // How seldom the clock is looked at, in generations, while they take less than ten microseconds together.
    private const int LongestStride = 16;
    private static readonly long ShortStride = Stopwatch.Frequency / 100_000;

    private readonly IEngine _engine;
    private readonly Func<ClaimedEcosystem, EcosystemSpec> _specOf;
    private readonly IClaim _claim;
    private readonly SliceOptions _options;
    private readonly RunProgress _progress;
    private readonly CancellationToken _stop;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly long _end;
    private long _touched;
    private long _stopped;
    private int _rows;

    public SliceRun(
        IEngine engine, Func<ClaimedEcosystem, EcosystemSpec> specOf, IClaim claim, SliceOptions options, RunProgress progress, CancellationToken stop)
    {
        _engine = engine;
        _specOf = specOf;
        _claim = claim;
        _options = options;
        _progress = progress;
        _stop = stop;
        _touched = _start;
        _end = _start + (long)(options.Slice.TotalSeconds * Stopwatch.Frequency);
    }

    /// <summary>How long it has run.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    /// <summary>
    /// Runs them until time or rows are used up, or the run is stopped: at least one generation of the first, so that every slice
    /// makes progress, unless that generation is given up.
    /// </summary>
    /// <returns>The slices of those that ran, in order.</returns>
    /// <exception cref="ClaimLostException">The store took the claim back.</exception>
    public List<SliceCommit> Run()
    {
        var slices = new List<SliceCommit>(_claim.Ecosystems.Count);
        foreach (ClaimedEcosystem ecosystem in _claim.Ecosystems)
        {
            if (slices.Count > 0 && (_rows >= _options.MostRows || _claim.IsRecalled || _stop.IsCancellationRequested || Stopwatch.GetTimestamp() >= _end))
                break;
            try
            {
                slices.Add(Advance(ecosystem));
            }
            catch (GivenUpException)
            {
                break;
            }
        }

        return slices;
    }

    /// <summary>Called while it computes: tells the store, and gives up a generation that outlives the end of the run for too long.</summary>
    public void Beat() => Beat(Stopwatch.GetTimestamp());

    private void Touch(long now)
    {
        if (now - _touched < TouchingInterval)
            return;
        _claim.Touch();
        _touched = now;
    }

    private void Beat(long now)
    {
        Touch(now);
        if (_options.GiveUpAfter is not { } patience || !_stop.IsCancellationRequested)
            return;
        if (_stopped == 0)
            _stopped = now;
        else if (Stopwatch.GetElapsedTime(_stopped, now) > patience)
            throw new GivenUpException();
    }

    private SliceCommit Advance(ClaimedEcosystem ecosystem)
    {
        try
        {
            EcosystemSpec spec = _specOf(ecosystem);
            EcosystemCheckpoint start = ecosystem.StartOf(spec);
            var recorded = new RecordedRows(spec, start.Generation);
            Beat();
            using IEcosystemHost host = _engine.Open(spec, start, recorded, this);
            Beat();
            foreach (PendingCommand command in ecosystem.Commands)
                host.Apply(command);
            RunFor(host, ecosystem.LastGeneration(spec), recorded.Rows);
            _rows += recorded.Rows.Count;
            EcosystemCheckpoint end = host.TakeCheckpoint();
            Touch(Stopwatch.GetTimestamp());
            SliceCommit slice = SliceEnd.Of(ecosystem, spec, host.Halt, end, recorded);
            Touch(Stopwatch.GetTimestamp());
            return slice;
        }
        catch (Exception e) when (e is not (StoreException or ClaimLostException or GivenUpException))
        {
            // Whatever it was, it is this ecosystem's trouble alone, and belongs in the results.
            return SliceEnd.Failed(ecosystem, e);
        }
    }

    // An ecosystem of no generations is told to run too: that is when it records its only state.
    private void RunFor(IEcosystemHost host, int last, SliceRows rows)
    {
        int from = host.Generation, told = 0, run = 0;
        long now = Stopwatch.GetTimestamp();
        long looked = now, tell = now + TellingInterval;
        int stride = 1, untilLook = 1;
        host.RunWhile(last, GoesOn);
        _progress.AddGenerations(host.Generation - from - told);

        bool GoesOn()
        {
            run++;
            if (--untilLook == 0)
            {
                now = Stopwatch.GetTimestamp();

                // Looking at the clock after every generation would cost the smallest ecosystems a tenth of their time.
                stride = now - looked < ShortStride ? Math.Min(2 * stride, LongestStride) : 1;
                untilLook = stride;
                looked = now;
                if (now >= tell)
                {
                    _progress.AddGenerations(run - told);
                    told = run;
                    tell = now + TellingInterval;
                }
            }

            return _rows + rows.Count < _options.MostRows && now < _end && !_claim.IsRecalled && !_stop.IsCancellationRequested;
        }
    }

    /// <summary>The run was stopped, and a generation took too long to wait for.</summary>
    private sealed class GivenUpException : Exception;
}
