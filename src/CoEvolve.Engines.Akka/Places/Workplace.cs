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
        NamedClaim taken = default;
        try
        {
            taken = _node.Store.Claim(ecosystem, _node.Leaving);
        }
        catch (OperationCanceledException)
        {
            taken = new NamedClaim(null, NoClaim.Held);
        }
        catch (StoreException e)
        {
            _node.Fail(e);
            taken = new NamedClaim(null, NoClaim.Held);
        }

        _claim = taken.Claim;
        _touched = Stopwatch.GetTimestamp();
        _owner.Tell(new EcosystemTaken(_claim?.Ecosystems[0], taken.Reason));
    }

    // The actors of an ecosystem say it one by one; the store need not hear it as often.
    private void KeepAlive()
    {
        long now = Stopwatch.GetTimestamp();
        if (_claim is null || now - _touched < TouchingInterval)
            return;
        try
        {
            _claim.Touch();
            _touched = now;
        }
        catch (ClaimLostException)
        {
            // What is stored counts; the ecosystem goes on from there.
            GiveBack();
            _owner.Tell(new ClaimGone());
        }
    }

    private void Store(SliceCommit slice)
    {
        if (_claim is null)
            return; // the word that it is gone is under way
        try
        {
            (_claim as ObservedClaim)?.Computed();
            _claim.Commit([slice]);
            GiveBack();
            _owner.Tell(new SliceStored());
        }
        catch (ClaimLostException)
        {
            GiveBack();
            _owner.Tell(new ClaimGone());
        }
        catch (StoreException e)
        {
            GiveBack();
            _node.Fail(e);
        }
    }

    private void GiveBack()
    {
        _claim?.Dispose();
        _claim = null;
    }
}
