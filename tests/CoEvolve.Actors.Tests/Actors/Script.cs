using CoEvolve.Engines;

namespace CoEvolve.Actors.Tests;

/// <summary>
/// All messages that one actor gets in a real run of a few generations, in order, to be handed to a fresh actor as they are
/// or with a mistake in them.
/// </summary>
internal sealed class Script
{
    /// <summary>The generations of a script: from <see cref="First"/> to <see cref="End"/>, restored from a checkpoint.</summary>
    public const int First = 3, End = 5;

    private static readonly EcosystemSpec Spec = Ecosystems.Spec("one model of images and one of statistics");
    private static readonly Lazy<(EcosystemCheckpoint Start, Traffic Traffic)> Run = new(Watch);

    private readonly int _actor;

    private Script(int actor)
    {
        _actor = actor;
        Messages = Run.Value.Traffic.To(new ActorId(actor));
        Name = new Roster(Spec).Names[actor];
        Play(Messages, out RecordingContext context);
        Answers = [.. context.Sent.Select(sent => sent.Message)];
    }

    /// <summary>coordinator, anna, anna/corpus, bert, …, x, x/users, y, y/users, z, z/users.</summary>
    public static TheoryData<string> Actors => [.. new Roster(Spec).Names.Skip(1)];

    public string Name { get; }

    public Message[] Messages { get; }

    /// <summary>What the actor answered to the faultless script.</summary>
    public Message[] Answers { get; }

    public static Script Of(string actor) => new(new Roster(Spec).Names.IndexOf(actor));

    /// <summary>The settings that hold already, told once more at a generation.</summary>
    public static SettingsChanged Settings(int generation) => new() { Sender = Roster.Coordinator, Generation = generation, Settings = EcosystemSettings.Of(Spec) };

    /// <summary>Hands messages to a fresh actor.</summary>
    /// <returns>The index of the message that it refused, or -1.</returns>
    public int Play(IEnumerable<Message> messages, out RecordingContext context)
    {
        IActor actor = EcosystemActors.Create(Spec, Run.Value.Start)[_actor]!;
        context = new RecordingContext();
        int i = 0;
        foreach (Message message in messages)
        {
            try
            {
                actor.Receive(message, context);
            }
            catch (ProtocolException e)
            {
                Assert.Contains($"'{Name}'", e.Message, StringComparison.Ordinal);
                Assert.Contains($"{message.GetType().Name} of generation {message.Generation},", e.Message, StringComparison.Ordinal);
                return i;
            }

            i++;
        }

        return -1;
    }

    /// <summary>The answers to these messages are those to the faultless script, in any order.</summary>
    public void AssertSameAnswers(IEnumerable<Message> messages)
    {
        Assert.Equal(-1, Play(messages, out RecordingContext context));
        Assert.Equal(Bytes(Answers), Bytes(context.Sent.Select(sent => sent.Message)));

        static IEnumerable<string> Bytes(IEnumerable<Message> sent) =>
            sent.Select(message => Convert.ToHexString(MessageCodec.ToBytes(message))).Order(StringComparer.Ordinal);
    }

    private static (EcosystemCheckpoint Start, Traffic Traffic) Watch()
    {
        using IEcosystemHost before = new LocalEngine().Open(Spec, EcosystemCheckpoint.Initial(Spec, replicate: 1), new NoSink());
        before.RunUntil(First);
        EcosystemCheckpoint start = before.TakeCheckpoint();
        var traffic = new Traffic();
        using IEcosystemHost host = new TappedEngine(traffic.Keep).Open(Spec, start, new NoSink());
        host.RunUntil(End);
        return (start, traffic);
    }
}
