using System.Diagnostics;
using Akka.Actor;

namespace CoEvolve.Engines.Akka;

/// <summary>
/// The one of its kind in the cluster, which looks into the store and tells ecosystems that there is something to do for them. It keeps
/// so many awake that all nodes have work, and no more; and it passes on what people tell ecosystems.
/// </summary>
/// <remarks>What it says comes again until the store shows that it was heard, so nothing depends on any one message.</remarks>
internal sealed class Starter : UntypedActor
{
    private static readonly TimeSpan SayAgainAfter = TimeSpan.FromSeconds(10);
    private const int MostTold = 1000;

    private readonly NodeServices _node;
    private readonly IActorRef _region;
    private readonly int _mostAwake;
    private readonly CancellationToken _stop;
    private readonly Action _cancel;
    private HashSet<EcosystemKey> _awake = [];
    private long _saidAll;

    /// <param name="node">Has the store.</param>
    /// <param name="region">Knows where each ecosystem lives.</param>
    /// <param name="mostAwake">How many ecosystems are told to run at a time; 1 or more.</param>
    public Starter(NodeServices node, IActorRef region, int mostAwake)
    {
        _node = node;
        _region = region;
        _mostAwake = mostAwake;
        // Also when the node is about to leave: a database that is away must not keep it. It has no timer, so nothing is left of it that
        // would have to be disposed of but a link to a node that ends soon after.
        var stop = CancellationTokenSource.CreateLinkedTokenSource(node.Leaving);
        (_stop, _cancel) = (stop.Token, stop.Cancel);
    }

    /// <inheritdoc/>
    protected override void PreStart()
    {
        IActorRef self = Self;
        self.Tell(new Look());
        new Thread(() => Watch(self, _stop)) { IsBackground = true, Name = "watcher" }.Start();
    }

    /// <inheritdoc/>
    protected override void PostStop() => _cancel();

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        if (message is not Look)
        {
            Unhandled(message);
            return;
        }

        try
        {
            WakeUp(_node.Store.FindWork(_mostAwake, _stop));
            // Others are told by the claim with which they begin.
            foreach (EcosystemCommands commands in _node.Store.FindCommands(MostTold, _stop).Where(commands => _awake.Contains(commands.Ecosystem)))
                _region.Tell(new GiveCommands(commands.Ecosystem, commands.Commands));
        }
        catch (OperationCanceledException)
        {
            // The node leaves; another's goes on.
        }
        catch (StoreException e)
        {
            _node.Fail(e);
        }
    }

    private void WakeUp(IReadOnlyList<EcosystemKey> work)
    {
        bool toAll = _saidAll == 0 || Stopwatch.GetElapsedTime(_saidAll) >= SayAgainAfter;
        if (toAll)
            _saidAll = Stopwatch.GetTimestamp();
        foreach (EcosystemKey key in work)
        {
            if (toAll || !_awake.Contains(key))
                _region.Tell(new RunEcosystem(key));
        }

        _awake = [.. work];
    }

    // Waits for word from the store on a thread of its own, and so also does what belongs to nobody's claim.
    private void Watch(IActorRef self, CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                _node.Store.AwaitChange(stop);
                self.Tell(new Look());
            }
        }
        catch (StoreException e)
        {
            _node.Fail(e);
        }
        catch (ObjectDisposedException)
        {
            // The node is gone.
        }
    }

    private sealed record Look : INoSerializationVerificationNeeded;
}
