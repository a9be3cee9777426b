using CoEvolve.Actors;
using CoEvolve.Core;

namespace CoEvolve.Engines;

/// <summary>One ecosystem in one loop: messages wait in a ring and are delivered one by one in the order they were sent.</summary>
/// <remarks>
/// The ring holds what is under way within a generation, which the protocol bounds; it grows to that once. What is sent to
/// the engine is taken on the spot, because the coordinator fills the same record again for the next generation.
/// </remarks>
public sealed class MailboxLoop : IEcosystemHost, IActorContext
{
    // Each actor's Receive as a delegate: a call through the interface would look up the type of actor for every message.
    private readonly Action<Message, IActorContext>?[] _receive;
    private readonly IRecordSink _sink;
    private readonly WorkCrew _crew;
    private readonly IPulse? _pulse;
    private readonly int _messagesToBeat;
    private readonly RunUntil _runUntil = new() { Sender = Roster.Engine };
    private readonly GetCheckpoint _getCheckpoint = new() { Sender = Roster.Engine };
    private (ActorId Recipient, Message Message)[] _ring = new (ActorId, Message)[32];
    private int _head;
    private int _count;
    private int _untilBeat;
    private EcosystemCheckpoint? _checkpoint;

    /// <summary>Brings an ecosystem to life.</summary>
    /// <param name="spec">What is fixed.</param>
    /// <param name="checkpoint">Where it stands.</param>
    /// <param name="sink">Gets what is recorded.</param>
    /// <param name="crew">Helps with work that the actors divide.</param>
    /// <param name="pulse">Hears that the ecosystem is being computed; null if nobody needs to know.</param>
    public MailboxLoop(EcosystemSpec spec, EcosystemCheckpoint checkpoint, IRecordSink sink, WorkCrew crew, IPulse? pulse = null)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(crew);
        _receive = Array.ConvertAll(EcosystemActors.Create(spec, checkpoint), actor => actor is null ? null : (Action<Message, IActorContext>)actor.Receive);
        _sink = sink;
        _crew = crew;
        _pulse = pulse;
        _messagesToBeat = _untilBeat = MessagesPerBeat.Of(spec);
        Generation = checkpoint.Generation;
    }

    /// <inheritdoc/>
    public int Generation { get; private set; }

    /// <inheritdoc/>
    public HaltReason Halt { get; private set; }

    /// <inheritdoc/>
    public void Apply(PendingCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        Send(Roster.Coordinator, new ApplyCommand { Sender = Roster.Engine, Generation = Generation, Command = command.Command, Id = command.Id });
        Deliver();
    }

    /// <inheritdoc/>
    public void RunUntil(int generation)
    {
        _runUntil.Generation = generation;
        Send(Roster.Coordinator, _runUntil);
        Deliver();
    }

    /// <inheritdoc/>
    public EcosystemCheckpoint TakeCheckpoint()
    {
        Send(Roster.Coordinator, _getCheckpoint);
        Deliver();
        return _checkpoint ?? throw new ProtocolException("The coordinator gave no checkpoint.");
    }

    /// <inheritdoc/>
    public void Send(ActorId recipient, Message message)
    {
        if (recipient == Roster.Engine)
        {
            Take(message);
            return;
        }

        if (_count == _ring.Length)
            Grow();
        _ring[(_head + _count++) & (_ring.Length - 1)] = (recipient, message);
    }

    /// <inheritdoc/>
    public void Divide(IDividedWork work, int parts) => _crew.Divide(work, parts, _pulse);

    /// <summary>Does nothing: a loop holds nothing but memory.</summary>
    public void Dispose()
    {
    }

    private void Deliver()
    {
        while (_count > 0)
        {
            (ActorId recipient, Message message) = _ring[_head];
            _head = (_head + 1) & (_ring.Length - 1);
            _count--;
            _receive[recipient.Index]!(message, this);
            if (_pulse is not null && --_untilBeat == 0)
                Beat(_pulse);
        }
    }

    private void Beat(IPulse pulse)
    {
        _untilBeat = _messagesToBeat;
        pulse.Beat();
    }

    private void Take(Message message)
    {
        switch (message)
        {
            case GenerationRecorded recorded:
                _sink.Take(recorded.Record);
                break;
            case TargetReached reached:
                Generation = message.Generation;
                Halt = reached.Halt;
                break;
            case CommandApplied applied:
                _sink.Take(new AppliedCommand(applied.Id, applied.Command, applied.Generation));
                break;
            case CheckpointTaken taken:
                _checkpoint = taken.Checkpoint;
                break;
            default:
                throw new ProtocolException($"The engine got {message.GetType().Name}, which it does not know.");
        }
    }

    private void Grow()
    {
        var larger = new (ActorId, Message)[_ring.Length * 2];
        for (int i = 0; i < _count; i++)
            larger[i] = _ring[(_head + i) & (_ring.Length - 1)];
        _ring = larger;
        _head = 0;
    }
}
