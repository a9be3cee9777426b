using Akka.Actor;
using CoEvolve.Actors;
using CoEvolve.Core;
using IActorContext = CoEvolve.Actors.IActorContext;

namespace CoEvolve.Engines.Akka;

/// <summary>
/// An ecosystem's coordinator as an Akka actor, with its models and injectors as children. It hands each message to the project's own
/// coordinator, and what that sends to whom it is for; what is for the engine it takes on the spot, because the coordinator fills
/// the same record again for the next generation.
/// </summary>
internal abstract class CoordinatorShell : UntypedActor, IActorContext
{
    private readonly WorkCrew _crew;
    private readonly IActorRef _self;
    private IActor? _coordinator;
    private IActorRef[] _addresses = [];
    private ShellPulse? _pulse;

    /// <param name="crew">Helps with work that the actors divide.</param>
    protected CoordinatorShell(WorkCrew crew)
    {
        _crew = crew;
        // Asked for with every message, and not cheap.
        _self = Self;
    }

    /// <inheritdoc/>
    public void Send(ActorId recipient, Message message)
    {
        if (recipient == Roster.Engine)
            Take(message);
        else
            _addresses[recipient.Index].Tell(message, _self);
    }

    /// <inheritdoc/>
    public void Divide(IDividedWork work, int parts) => _crew.Divide(work, parts, _pulse);

    /// <summary>Makes the project's actors, and an Akka actor for each.</summary>
    /// <param name="spec">What is fixed.</param>
    /// <param name="start">Where the ecosystem stands.</param>
    /// <param name="beat">Hears from any of the actors that it is being computed; null if nobody needs to know.</param>
    /// <param name="interval">How often that is, at most, in ticks of the stopwatch.</param>
    /// <exception cref="ArgumentException">The checkpoint belongs to an ecosystem of another shape.</exception>
    protected void Open(EcosystemSpec spec, EcosystemCheckpoint start, Action? beat, long interval)
    {
        IActor?[] actors = EcosystemActors.Create(spec, start);
        _coordinator = actors[Roster.Coordinator.Index];
        int messages = MessagesPerBeat.Of(spec);
        _pulse = Pulse();
        var addresses = new IActorRef[actors.Length];
        for (int i = 0; i < actors.Length; i++)
        {
            addresses[i] = actors[i] is { } actor && i != Roster.Coordinator.Index
                ? Context.ActorOf(Member(actor, Pulse()))
                : Self;
        }

        _addresses = addresses;

        ShellPulse? Pulse() => beat is null ? null : new ShellPulse(beat, interval, messages);

        Props Member(IActor actor, ShellPulse? pulse) =>
            Props.CreateBy(new Maker<MemberShell>(() => new MemberShell(actor, addresses, _crew, pulse))).WithDispatcher(EngineConfiguration.ModelDispatcher);
    }

    /// <summary>Stops the models and injectors. What they still send is not heard.</summary>
    protected void CloseEcosystem()
    {
        _coordinator = null;
        foreach (IActorRef member in Context.GetChildren())
            Context.Stop(member);
        _addresses = [];
    }

    /// <summary>Gives the coordinator an order, or a report of one of its members.</summary>
    protected void Deliver(Message message)
    {
        try
        {
            _coordinator?.Receive(message, this);
            _pulse?.Handled();
        }
        catch (Exception e)
        {
            // Whatever it was, it is this ecosystem's trouble alone.
            Fail(e);
        }
    }

    /// <summary>Whether it comes from one of the members that are at work now, and not from one that has been stopped.</summary>
    protected bool IsFromMember(Message message) =>
        message.Sender.Index < _addresses.Length && _addresses[message.Sender.Index].Equals(Sender);

    /// <summary>Takes what the coordinator tells the engine.</summary>
    protected abstract void Take(Message message);

    /// <summary>The coordinator or one of its members threw.</summary>
    protected abstract void Fail(Exception cause);

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Message report when IsFromMember(report):
                Deliver(report);
                break;
            case Message:
                // Of a slice that is over, because somebody threw in it.
                break;
            case MemberFailed failed when _addresses.Contains(failed.Member):
                Fail(failed.Cause);
                break;
            case MemberFailed:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    /// <summary>A member that throws is stopped, and its coordinator told: what it had begun cannot be taken up again by it alone.</summary>
    protected override SupervisorStrategy SupervisorStrategy()
    {
        IActorRef self = Self;
        return new OneForOneStrategy(0, 0, cause =>
        {
            self.Tell(new MemberFailed(Sender, cause));
            return Directive.Stop;
        }, loggingEnabled: false);
    }
}
