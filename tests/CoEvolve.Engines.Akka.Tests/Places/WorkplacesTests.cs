using Akka.Actor;
using CoEvolve.Cluster.Tests;

namespace CoEvolve.Engines.Akka.Tests;

/// <summary>Who computes when, on one node.</summary>
public sealed class WorkplacesTests : IDisposable
{
    private static readonly TimeSpan Generous = TimeSpan.FromMinutes(1);

    private readonly ActorSystem _system = ActorSystem.Create("places", EngineConfiguration.Local(null, parallel: 1));
    private readonly NamedStore _store = new();
    private readonly NodeServices _node;
    private readonly IActorRef _workplaces;
    private readonly Dictionary<IActorRef, IActorRef> _owners = [];

    // Two places: one ecosystem computes, and another may wait for the store.
    public WorkplacesTests()
    {
        _node = new NodeServices(_store, _ => throw new InvalidOperationException("Nobody computes here."), new ClusterNodeOptions { Version = "1", Parallel = 1 });
        _workplaces = _system.ActorOf(Props.CreateBy(new Maker<Workplaces>(() => new Workplaces(_node))));
    }

    public void Dispose()
    {
        _system.Terminate().Wait();
        _system.Dispose();
        _node.Dispose();
    }

    [Fact]
    public void Places_are_given_in_the_order_of_asking_and_to_urgent_ones_before_others()
    {
        Probe[] ecosystems = [.. Enumerable.Range(0, 7).Select(_ => new Probe(_system))];
        Ask(ecosystems[0]);
        Ask(ecosystems[1]);
        IActorRef first = PlaceOf(ecosystems[0]), second = PlaceOf(ecosystems[1]);
        Assert.NotEqual(first, second);
        Ask(ecosystems[2]);
        Ask(ecosystems[3]);
        Ask(ecosystems[4], urgent: true);
        Ask(ecosystems[5], urgent: true);
        Ask(ecosystems[6]);
        // Asked again, one comes before others; once is enough.
        Ask(ecosystems[6], urgent: true);
        Ask(ecosystems[2]);
        foreach (int next in (int[])[4, 5, 6, 2, 3])
        {
            first.Tell(new LeavePlace(OwnerOf(first)), ActorRefs.NoSender);
            Assert.Equal(first, PlaceOf(ecosystems[next]));
            _owners[first] = ecosystems[next].Receiver;
        }
    }

    [Fact]
    public void A_place_that_is_left_twice_is_given_to_one_alone()
    {
        Probe leaving = new Probe(_system), next = new Probe(_system), last = new Probe(_system), other = new Probe(_system);
        Ask(leaving);
        Ask(other);
        IActorRef place = PlaceOf(leaving);
        PlaceOf(other);
        Ask(next);
        Ask(last);
        place.Tell(new LeavePlace(leaving.Receiver));
        place.Tell(new LeavePlace(leaving.Receiver));
        Assert.Equal(place, PlaceOf(next));
        Assert.Null(last.ReceiveSoon());
        place.Tell(new LeavePlace(next.Receiver));
        Assert.Equal(place, PlaceOf(last));
    }

    [Fact]
    public void What_an_ecosystem_held_that_died_is_given_back_and_its_place_to_another()
    {
        Probe next = new Probe(_system), other = new Probe(_system);
        IActorRef mortal = _system.ActorOf(Props.CreateBy(new Maker<Silent>(() => new Silent(_workplaces))));
        Patience.Until("it holds an ecosystem", () => _store.Held.Contains(Silent.Key));
        Ask(other);
        PlaceOf(other);
        Ask(next);
        mortal.Tell(PoisonPill.Instance);
        PlaceOf(next);
        Assert.Empty(_store.Held);
    }

    [Fact]
    public async Task Whoever_dies_in_the_queue_is_passed_over()
    {
        Probe first = new Probe(_system), second = new Probe(_system), last = new Probe(_system);
        Ask(first);
        Ask(second);
        IActorRef place = PlaceOf(first);
        PlaceOf(second);
        IActorRef mortal = _system.ActorOf(Props.CreateBy(new Maker<Silent>(() => new Silent(_workplaces))));
        // When the workplaces know of it, it has died before they are asked for the last time.
        Assert.True(await mortal.GracefulStop(Generous));
        Ask(last);
        place.Tell(new LeavePlace(first.Receiver));
        Assert.Equal(place, PlaceOf(last));
    }

    [Fact]
    public async Task Once_it_closes_no_place_is_given_and_who_has_one_is_asked_to_end()
    {
        Probe working = new Probe(_system), waiting = new Probe(_system);
        Ask(working);
        IActorRef place = PlaceOf(working);
        Task<ClosedUp> closed = _workplaces.Ask<ClosedUp>(new CloseUp(), Generous);
        Assert.IsType<EndSlice>(working.Receive());
        Ask(waiting);
        Assert.Null(waiting.ReceiveSoon());
        Assert.False(closed.IsCompleted);
        place.Tell(new LeavePlace(working.Receiver));
        await closed;
    }

    [Fact]
    public void A_claim_that_is_lost_is_told_and_what_was_computed_under_it_not_stored()
    {
        Probe working = new Probe(_system);
        Ask(working);
        IActorRef place = PlaceOf(working);
        _store.Touching = () => throw new ClaimLostException("on purpose");
        place.Tell(new TakeEcosystem(Silent.Key), working.Receiver);
        Assert.NotNull(Assert.IsType<EcosystemTaken>(working.Receive()).Ecosystem);
        // It touches no more often than five times a second.
        Patience.Until("the place hears of it", () =>
        {
            place.Tell(Touch.Instance);
            return working.ReceiveSoon() is ClaimGone;
        });
        Assert.Empty(_store.Held);
        place.Tell(new StoreSlice(new SliceCommit(1, 0, 1, EcosystemStatus.Finished, null, null, default, new SliceRows())), working.Receiver);
        place.Tell(new LeavePlace(working.Receiver));
        Ask(working);
        PlaceOf(working);
        Assert.Empty(_store.Commits);
    }

    [Fact]
    public async Task A_store_that_fails_for_good_ends_the_node_and_not_the_ecosystem()
    {
        Probe working = new Probe(_system);
        Ask(working);
        IActorRef place = PlaceOf(working);
        _store.Claiming = _ => throw new StoreException("on purpose");
        place.Tell(new TakeEcosystem(Silent.Key), working.Receiver);
        Assert.Equal(NoClaim.Held, Assert.IsType<EcosystemTaken>(working.Receive()).Reason);
        Assert.Equal("on purpose", (await _node.Failure.WaitAsync(Generous)).Message);
    }

    private IActorRef OwnerOf(IActorRef place) => _owners[place];

    private void Ask(Probe ecosystem, bool urgent = false) => _workplaces.Tell(new AskForPlace(urgent), ecosystem.Receiver);

    private IActorRef PlaceOf(Probe ecosystem)
    {
        IActorRef place = Assert.IsType<PlaceGiven>(ecosystem.Receive()).Place;
        _owners[place] = ecosystem.Receiver;
        return place;
    }

    /// <summary>Takes an ecosystem as soon as it has a place, and says nothing more.</summary>
    private sealed class Silent : UntypedActor
    {
        public static readonly EcosystemKey Key = new(1, 1);

        public Silent(IActorRef workplaces) => workplaces.Tell(new AskForPlace(Urgent: false));

        protected override void OnReceive(object message)
        {
            if (message is PlaceGiven given)
                given.Place.Tell(new TakeEcosystem(Key));
        }
    }
}
