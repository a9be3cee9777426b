using Akka.Actor;
using CoEvolve.Actors;
using CoEvolve.Core;
using IActorContext = CoEvolve.Actors.IActorContext;

namespace CoEvolve.Engines.Akka;

/// <summary>
/// A text model, an image model or an injector as an Akka actor: it hands each message to the project's own actor, and what that
/// sends to whom it is for. There is nothing else in it.
/// </summary>
/// <remarks>
/// All actors of an ecosystem live in one process, so messages pass by reference, also while sender and recipient run on different
/// threads: no sender changes a message or its buffers before the coordinator has a report of everybody who waits for them
/// (<see cref="Message"/>), and mailboxes order memory.
/// </remarks>
internal sealed class MemberShell : UntypedActor, IActorContext
{
    private readonly IActor _actor;
    private readonly IActorRef[] _addresses;
    private readonly IActorRef _self;
    private readonly WorkCrew _crew;
    private readonly ShellPulse? _pulse;

    /// <param name="actor">The project's actor, in nobody else's hands.</param>
    /// <param name="addresses">Everybody in the ecosystem, by index in its roster; complete before the first message.</param>
    /// <param name="crew">Helps with work that the actor divides.</param>
    /// <param name="pulse">Hears that the ecosystem is being computed; null if nobody needs to know. Of this shell alone.</param>
    public MemberShell(IActor actor, IActorRef[] addresses, WorkCrew crew, ShellPulse? pulse)
    {
        _actor = actor;
        _addresses = addresses;
        // Asked for with every message, and not cheap.
        _self = Self;
        _crew = crew;
        _pulse = pulse;
    }

    /// <inheritdoc/>
    public void Send(ActorId recipient, Message message) => _addresses[recipient.Index].Tell(message, _self);

    /// <inheritdoc/>
    public void Divide(IDividedWork work, int parts) => _crew.Divide(work, parts, _pulse);

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        if (message is not Message known)
        {
            Unhandled(message);
            return;
        }

        _actor.Receive(known, this);
        _pulse?.Handled();
    }

    /// <summary>What has begun a generation must not begin it again from nothing: it is stopped, and its ecosystem starts from what is stored.</summary>
    protected override void PreRestart(Exception reason, object message) =>
        throw new InvalidOperationException("An actor of an ecosystem is never restarted by itself.", reason);
}
