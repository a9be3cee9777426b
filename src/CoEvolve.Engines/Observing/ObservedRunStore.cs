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
        clock ??= TimeProvider.System;
        return store switch
        {
            INamedRunStore named => new Named(named, observer, clock),
            ISharedRunStore shared => new Shared(shared, observer, clock),
            _ => new ObservedRunStore(store, observer, clock),
        };
    }

    /// <inheritdoc/>
    public IClaim? Claim(int most, CancellationToken cancellation = default)
    {
        DateTimeOffset start = _clock.GetUtcNow();
        long begun = _clock.GetTimestamp();
        return Observe(_inner.Claim(most, cancellation), start, begun);
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

    private ObservedClaim? Observe(IClaim? claim, DateTimeOffset start, long begun)
    {
        long claimed = _clock.GetTimestamp();
        TimeSpan took = _clock.GetElapsedTime(begun, claimed);
        RunInstruments.Claimed(took, claim is not null);
        if (claim is null)
            return null;
        var observed = new ObservedClaim(claim, _clock, start, took, claimed, End);
        _held.TryAdd(observed, 0);
        return observed;
    }

    private void End(ObservedClaim claim, SliceReport slice)
    {
        _held.TryRemove(claim, out _);
        RunInstruments.Record(slice);
        SliceSpans.Emit(slice);
        _observer?.Invoke(slice);
    }

    private sealed class Named(INamedRunStore inner, Action<SliceReport>? observer, TimeProvider clock) : Shared(inner, observer, clock), INamedRunStore
    {
        private readonly INamedRunStore _named = inner;

        public NamedClaim Claim(EcosystemKey ecosystem, CancellationToken cancellation = default)
        {
            DateTimeOffset start = _clock.GetUtcNow();
            long begun = _clock.GetTimestamp();
            NamedClaim claim = _named.Claim(ecosystem, cancellation);
            return claim with { Claim = Observe(claim.Claim, start, begun) };
        }

        public IReadOnlyList<EcosystemKey> FindWork(int most, CancellationToken cancellation = default) => _named.FindWork(most, cancellation);

        public IReadOnlyList<EcosystemCommands> FindCommands(int most, CancellationToken cancellation = default) => _named.FindCommands(most, cancellation);

        public IDisposable? TryLock(string name) => _named.TryLock(name);
    }

    private class Shared(ISharedRunStore inner, Action<SliceReport>? observer, TimeProvider clock) : ObservedRunStore(inner, observer, clock), ISharedRunStore
    {
        public void AwaitChange(CancellationToken cancellation) => ((ISharedRunStore)_inner).AwaitChange(cancellation);
    }
}
