using Akka.Actor;

namespace CoEvolve.Engines.Akka;

/// <summary>
/// The places of a node at which ecosystems compute: as many as run at a time, and one more for what waits for the store. Whoever asks
/// waits in a queue, so all get on alike; those whom people gave commands go before the others.
/// </summary>
internal sealed class Workplaces : UntypedActor
{
    private readonly NodeServices _node;
    private readonly LinkedList<IActorRef> _queue = [];
    private readonly Dictionary<IActorRef, LinkedListNode<IActorRef>> _queued = [];
    private readonly Stack<IActorRef> _free = [];
    private readonly Dictionary<IActorRef, IActorRef> _ownerOf = [];
    private LinkedListNode<IActorRef>? _lastUrgent;
    private IActorRef? _closer;
    private bool _closed;

    /// <param name="node">Says how many places there are.</param>
    public Workplaces(NodeServices node) => _node = node;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        for (int i = 1; i <= _node.Places; i++)
            _free.Push(Context.ActorOf(Props.CreateBy(new Maker<Workplace>(() => new Workplace(_node))).WithDispatcher(EngineConfiguration.StoreDispatcher), $"place-{i}"));
    }

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case AskForPlace ask:
                Enqueue(Sender, ask.Urgent);
                break;
            case PlaceFree when _ownerOf.Remove(Sender, out IActorRef? owner):
                _free.Push(Sender);
                Forget(owner);
                break;
            case Terminated terminated:
                Remove(terminated.ActorRef);
                foreach (IActorRef place in _ownerOf.Where(pair => pair.Value.Equals(terminated.ActorRef)).Select(pair => pair.Key))
                    place.Tell(new LeavePlace(terminated.ActorRef));
                break;
            case CloseUp:
                BeginToClose(Sender);
                break;
            default:
                Unhandled(message);
                break;
        }

        GiveOut();
    }

    private void Enqueue(IActorRef ecosystem, bool urgent)
    {
        // It may just have left a place of which this has not heard yet.
        if (_closed)
            return;
        if (_queued.ContainsKey(ecosystem))
        {
            if (!urgent)
                return;
            Remove(ecosystem);
        }

        Context.Watch(ecosystem);
        LinkedListNode<IActorRef> node = !urgent ? _queue.AddLast(ecosystem)
            : _lastUrgent is null ? _queue.AddFirst(ecosystem)
            : _queue.AddAfter(_lastUrgent, ecosystem);
        _queued.Add(ecosystem, node);
        if (urgent)
            _lastUrgent = node;
    }

    private void Remove(IActorRef ecosystem)
    {
        if (!_queued.Remove(ecosystem, out LinkedListNode<IActorRef>? node))
            return;
        // All before the last urgent one are urgent too.
        if (node == _lastUrgent)
            _lastUrgent = node.Previous;
        _queue.Remove(node);
    }

    private void Forget(IActorRef ecosystem)
    {
        if (!_queued.ContainsKey(ecosystem) && !_ownerOf.ContainsValue(ecosystem))
            Context.Unwatch(ecosystem);
    }

    private void GiveOut()
    {
        while (!_closed && _free.Count > 0 && _queue.First is { } next)
        {
            IActorRef ecosystem = next.Value, place = _free.Pop();
            Remove(ecosystem);
            _ownerOf.Add(place, ecosystem);
            place.Tell(new Occupy(ecosystem));
            ecosystem.Tell(new PlaceGiven(place));
        }

        if (_closer is not null && _ownerOf.Count == 0)
        {
            _closer.Tell(new ClosedUp());
            _closer = null;
        }
    }

    private void BeginToClose(IActorRef asker)
    {
        _closed = true;
        _closer = asker;
        foreach (IActorRef owner in _ownerOf.Values)
            owner.Tell(new EndSlice());
    }
}
