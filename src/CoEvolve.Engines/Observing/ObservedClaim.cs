namespace CoEvolve.Engines;

/// <summary>A claim that takes the time of its slice, and tells when it is over. For one thread at a time, but for <see cref="SilenceAt"/>.</summary>
/// <param name="claim">What it passes everything on to.</param>
/// <param name="clock">Takes the time.</param>
/// <param name="start">When the worker began to look for work.</param>
/// <param name="claiming">How long it looked.</param>
/// <param name="claimed">The clock's timestamp when it had found some.</param>
/// <param name="end">Gets the report, once.</param>
internal sealed class ObservedClaim(
    IClaim claim, TimeProvider clock, DateTimeOffset start, TimeSpan claiming, long claimed, Action<ObservedClaim, SliceReport> end) : IClaim
{
    private const long NotComputing = long.MaxValue;

    private readonly long _claimed = claimed;
    private long _heard = claimed;
    private long _computed;
    private long _committing;
    private SliceTotals _totals = SliceTotals.None;
    private Exception? _lost;
    private bool _isOver;

    /// <inheritdoc/>
    public IReadOnlyList<ClaimedEcosystem> Ecosystems => claim.Ecosystems;

    /// <inheritdoc/>
    public bool IsRecalled => claim.IsRecalled;

    /// <summary>For how long the worker has computed without a sign of life; null if it does not compute. From any thread.</summary>
    /// <param name="now">The clock's timestamp.</param>
    public TimeSpan? SilenceAt(long now) => Volatile.Read(ref _heard) is var heard and not NotComputing
        ? clock.GetElapsedTime(heard, Math.Max(heard, now))
        : null;

    /// <summary>The worker has computed what it can, and goes on to store it.</summary>
    public void Computed()
    {
        _computed = clock.GetTimestamp();
        Volatile.Write(ref _heard, NotComputing);
    }

    /// <inheritdoc/>
    public void Touch()
    {
        // A store that does not answer is no fault of the worker.
        Volatile.Write(ref _heard, NotComputing);
        try
        {
            claim.Touch();
        }
        catch (ClaimLostException exception)
        {
            _lost = exception;
            throw;
        }

        Volatile.Write(ref _heard, clock.GetTimestamp());
    }

    /// <inheritdoc/>
    public void Commit(IReadOnlyList<SliceCommit> slices)
    {
        ArgumentNullException.ThrowIfNull(slices);
        if (_computed == 0)
            Computed();
        _totals = SliceTotals.Of(slices);
        _committing = clock.GetTimestamp();
        try
        {
            claim.Commit(slices);
        }
        catch (Exception exception)
        {
            End(exception is ClaimLostException ? SliceOutcome.Lost : SliceOutcome.Refused, exception);
            throw;
        }

        End(SliceOutcome.Stored, null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        claim.Dispose();
        End(_lost is null ? SliceOutcome.GivenBack : SliceOutcome.Lost, _lost);
    }

    private void End(SliceOutcome outcome, Exception? error)
    {
        if (_isOver)
            return;
        _isOver = true;
        long now = clock.GetTimestamp(), computed = _computed == 0 ? now : _computed;
        Volatile.Write(ref _heard, NotComputing);
        end(this, new SliceReport
        {
            Experiment = claim.Ecosystems[0].Experiment,
            Ecosystems = claim.Ecosystems,
            Outcome = outcome,
            Start = start,
            Claiming = claiming,
            Computing = clock.GetElapsedTime(_claimed, computed),
            Waiting = _committing == 0 ? TimeSpan.Zero : clock.GetElapsedTime(computed, _committing),
            Committing = _committing == 0 ? TimeSpan.Zero : Longer(clock.GetElapsedTime(_committing, now)),
            Totals = _totals,
            Error = error,
        });
    }

    // Zero says that it was not tried.
    private static TimeSpan Longer(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.FromTicks(1);
}
