using System.Diagnostics;
using Akka.Actor;
using Akka.Coordination;

namespace CoEvolve.Engines.Akka;

/// <summary>
/// Which side of a cluster that fell apart goes on: the one that gets a lock in the store that all share. So the last node alive goes on
/// alone, and of two halves that do not see each other only one does. The lock ends with the connection of whoever has it.
/// </summary>
internal sealed class StoreLease : Lease
{
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(0.5);

    // Less than whoever won keeps the lock (release-after): a node that was cut off must not find it free again and go on alone.
    private static readonly TimeSpan MostWaiting = TimeSpan.FromSeconds(12);

    private readonly NodeServices _node;
    private readonly Lock _gate = new();
    private IDisposable? _held;

    /// <summary>Made by Akka.NET, by the name in akka.hocon.</summary>
    public StoreLease(LeaseSettings settings, ExtendedActorSystem system)
        : base(settings) => _node = NodeServices.Of(system) ?? throw new InvalidOperationException("This actor system has no store.");

    /// <inheritdoc/>
    public override Task<bool> Acquire() => Acquire(static _ => { });

    /// <inheritdoc/>
    public override Task<bool> Acquire(Action<Exception> leaseLostCallback) => Task.Run(async () =>
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                lock (_gate)
                {
                    _held ??= _node.Store.TryLock(Settings.LeaseName);
                    return _held is not null;
                }
            }
            catch (StoreException) when (!_node.Leaving.IsCancellationRequested && Stopwatch.GetElapsedTime(start) < MostWaiting)
            {
                // A database that is away for a moment is waited for, and with it the decision: nobody could work now anyhow.
                await Task.Delay(TryAgainAfter, _node.Leaving).ConfigureAwait(false);
            }
        }
    });

    /// <inheritdoc/>
    public override Task<bool> Release() => Task.Run(() =>
    {
        lock (_gate)
        {
            _held?.Dispose();
            _held = null;
            return true;
        }
    });

    /// <summary>Whether this side got the lock. It is asked for a decision once made, not for what is still true: the store guards the results.</summary>
    public override bool CheckLease()
    {
        lock (_gate)
            return _held is not null;
    }
}
