using CoEvolve.Actors;

namespace CoEvolve.Benchmarks;

/// <summary>
/// Hands the actors of an ecosystem the messages of its generations without a mailbox: in the order that a mailbox loop
/// found, with what they send meanwhile left where it is.
/// </summary>
/// <remarks>
/// Actors fill the same message objects anew, some in every generation, some in every second one. So two generations are
/// recorded, and the same objects, in the same order, are all that later generations need. An actor that got anything
/// unexpected would throw.
/// </remarks>
internal sealed class MessageReplay : IActorContext
{
    // By then each of an actor's message objects has been seen once.
    private const int FirstRecorded = 2, AfterRecorded = 4;

    private readonly IActor?[] _actors;
    private readonly Queue<(ActorId Recipient, Message Message)> _mailbox = new();
    private readonly (IActor Recipient, Message Message)[] _messages;
    private readonly bool _recording;

    /// <summary>Opens the ecosystem, and records its third and fourth generation.</summary>
    public MessageReplay(EcosystemSpec spec)
    {
        _recording = true;
        _actors = EcosystemActors.Create(spec, EcosystemCheckpoint.Initial(spec, replicate: 1));
        _messages = [.. Record(spec.Generations)];
        _recording = false;
    }

    /// <inheritdoc/>
    public void Send(ActorId recipient, Message message)
    {
        if (_recording)
            _mailbox.Enqueue((recipient, message));
    }

    /// <summary>Goes on for so many pairs of generations.</summary>
    public void Run(int pairs)
    {
        for (int pair = 0; pair < pairs; pair++)
        {
            foreach ((IActor recipient, Message message) in _messages)
                recipient.Receive(message, this);
        }
    }

    // The coordinator sends word of a new generation when nothing else is under way.
    private IEnumerable<(IActor Recipient, Message Message)> Record(int target)
    {
        Send(Roster.Coordinator, new RunUntil { Sender = Roster.Engine, Generation = target });
        int generation = 0;
        while (true)
        {
            (ActorId recipient, Message message) = _mailbox.Dequeue();
            if (recipient == Roster.Engine)
                continue;
            if (message is AdvanceGeneration)
                generation = message.Generation;
            if (generation == AfterRecorded)
                break;
            IActor actor = _actors[recipient.Index]!;
            if (generation >= FirstRecorded)
                yield return (actor, message);
            actor.Receive(message, this);
        }
    }
}
