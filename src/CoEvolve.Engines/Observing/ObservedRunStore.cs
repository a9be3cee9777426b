using System.Collections.Concurrent;

namespace CoEvolve.Engines;

/// <summary>
/// A store whose workers are watched: how long they look for work, compute and store, what is lost on the way, and when each was last
/// heard of. It passes everything on. Thread-safe.
/// </summary>
public class ObservedRunStore : IRunStore
{
    private readonly IRunStore _inner;
    private readonly Action<SliceReport>? _observer;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<ObservedClaim, byte> _held = new();

    private protected ObservedRunStore(IRunStore inner, Action<SliceReport>? observer, TimeProvider clock)
    {
        _inner = inner;
        _observer = observer;
        _clock = clock;
    }

    /// <summary>How long the worker has been silent that was silent for longest, of those that compute; null if none does.</summary>
    /// <remarks>A worker that waits for the store does not compute.</remarks>
    public TimeSpan? LongestSilence
    {
        get
        {
            long now = _clock.GetTimestamp();
            TimeSpan? longest = null;
            foreach (ObservedClaim claim in _held.Keys)
            {
                if (claim.SilenceAt(now) is { } silence && (longest is null || silence > longest))
                    longest = silence;
            }

            return longest;
        }
    }

    /// <summary>Watches a store. What others share stays so.</summary>
    /// <param name="store">Not disposed of with this unless this is.</param>
    /// <param name="observer">Gets every slice when it is over, on the thread that ended it; must be quick, thread-safe, and throw nothing.</param>
    /// <param name="clock">The system's clock by default.</param>
    public static ObservedRunStore Around(IRunStore store, Action<SliceReport>? observer = null, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store is ISharedRunStore shared
            ? new Shared(shared, observer, clock ?? TimeProvider.System)
            : new ObservedRunStore(store, observer, clock ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public IClaim? Claim(int most, CancellationToken cancellation = default)
    {
        DateTimeOffset start = _clock.GetUtcNow();
        long begun = _clock.GetTimestamp();
        IClaim? claim = _inner.Claim(most, cancellation);
        long claimed = _clock.GetTimestamp();
        TimeSpan took = _clock.GetElapsedTime(begun, claimed);
        RunInstruments.Claimed(took, claim is not null);
        if (claim is null)
            return null;
        var observed = new ObservedClaim(claim, _clock, start, took, claimed, End);
        _held.TryAdd(observed, 0);
        return observed;
    }

    /// <inheritdoc/>
    public bool AwaitCommands(CancellationToken cancellation) => _inner.AwaitCommands(cancellation);

    /// <inheritdoc/>
    public void Flush() => _inner.Flush();

    /// <inheritdoc/>
    public void Dispose()
    {
        _inner.Dispose();
        GC.SuppressFinalize(this);
    }

    private void End(ObservedClaim claim, SliceReport slice)
    {
        _held.TryRemove(claim, out _);
        RunInstruments.Record(slice);
        SliceSpans.Emit(slice);
        _observer?.Invoke(slice);
    }

    private sealed class Shared(ISharedRunStore inner, Action<SliceReport>? observer, TimeProvider clock) : ObservedRunStore(inner, observer, clock), ISharedRunStore
    {
        public void AwaitChange(CancellationToken cancellation) => ((ISharedRunStore)_inner).AwaitChange(cancellation);
    }
}
