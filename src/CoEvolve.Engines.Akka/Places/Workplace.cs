using System.Diagnostics;
using Akka.Actor;

namespace CoEvolve.Engines.Akka;

/// <summary>
/// Deals with the store for whichever ecosystem is at it: claims it, keeps the claim alive while it computes, and stores its slices.
/// It waits for the database, so its dispatcher is one of threads that may wait; and as an actor it does one thing at a time, as a
/// claim asks for.
/// </summary>
internal sealed class Workplace : UntypedActor
{
    private static readonly long TouchingInterval = Stopwatch.Frequency / 5;

    private readonly NodeServices _node;
    private IClaim? _claim;
    private IActorRef _owner = ActorRefs.Nobody;
    private long _touched;

    /// <param name="node">Has the store.</param>
    public Workplace(NodeServices node) => _node = node;

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Occupy occupy:
                _owner = occupy.Owner;
                break;
            case LeavePlace leave when leave.Owner.Equals(_owner):
                GiveBack();
                _owner = ActorRefs.Nobody;
                Context.Parent.Tell(new PlaceFree());
                break;
            case LeavePlace:
                break;
            case TakeEcosystem take when Sender.Equals(_owner):
                Take(take.Ecosystem);
                break;
            case StoreSlice store when Sender.Equals(_owner):
                Store(store.Slice);
                break;
            case Touch:
                KeepAlive();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void PostStop() => GiveBack();

    private void Take(EcosystemKey ecosystem)
    {
        GiveBack();
        NamedClaim taken = new(null, NoClaim.Held);
        OrGone(() => taken = _node.Store.Claim(ecosystem, _node.Leaving));
        _claim = taken.Claim;
        _touched = Stopwatch.GetTimestamp();
        _owner.Tell(new EcosystemTaken(_claim?.Ecosystems[0], taken.Reason));
    }

    // The actors of an ecosystem say it one by one; the store need not hear it as often.
    private void KeepAlive()
    {
        long now = Stopwatch.GetTimestamp();
        if (_claim is not { } claim || now - _touched < TouchingInterval)
            return;
        if (OrGone(claim.Touch))
            _touched = now;
        else
            _owner.Tell(new ClaimGone());
    }

    private void Store(SliceCommit slice)
    {
        if (_claim is not { } claim)
            return; // the word that it is gone is under way
        bool isStored = OrGone(() =>
        {
            (claim as ObservedClaim)?.Computed();
            claim.Commit([slice]);
        });
        GiveBack();
        _owner.Tell(isStored ? new SliceStored() : new ClaimGone());
    }

    // A claim that the store took back is nobody's fault: what is stored counts, and the ecosystem goes on from there. What else a store
    // throws ends the node, and the ecosystem must not wait for an answer meanwhile.
    private bool OrGone(Action work)
    {
        try
        {
            work();
            return true;
        }
        catch (Exception e)
        {
            GiveBack();
            if (e is not (ClaimLostException or OperationCanceledException))
                _node.Fail(e as StoreException ?? new StoreException($"{e.GetType().Name}: {e.Message} This is a defect of coevolve.", e));
            return false;
        }
    }

    private void GiveBack()
    {
        _claim?.Dispose();
        _claim = null;
    }
}
