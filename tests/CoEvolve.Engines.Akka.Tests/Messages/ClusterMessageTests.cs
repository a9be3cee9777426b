using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using CoEvolve.Actors;
using CoEvolve.Actors.Tests;

namespace CoEvolve.Engines.Akka.Tests;

/// <summary>What crosses nodes, and in which form.</summary>
public sealed class ClusterMessageTests : IDisposable
{
    private static readonly EcosystemKey Key = new(7, long.MaxValue);

    // The configuration of a node, without its network.
    private readonly ActorSystem _system = ActorSystem.Create("messages", EngineConfiguration.Local(null, parallel: 1));

    private static IEnumerable<IEcosystemMessage> Samples =>
    [
        new RunEcosystem(Key),
        new GiveCommands(Key, []),
        new GiveCommands(new EcosystemKey(1, 1), [.. AllCommands.Select((command, i) => new PendingCommand(i + 1L, command)), new PendingCommand(long.MaxValue, new StopCommand())]),
    ];

    private static IEnumerable<SteeringCommand> AllCommands =>
    [
        new PauseCommand(), new ResumeCommand(), new StepCommand(17), new StopCommand(), new InjectCommand(3, 4),
        new SetCommand(SteeredSetting.TextLearningRate, 0.1), new SetCommand(SteeredSetting.TextFrozen, 1),
    ];

    public void Dispose()
    {
        _system.Terminate().Wait();
        _system.Dispose();
    }

    [Fact]
    public void Every_kind_of_message_has_a_sample()
    {
        Assert.Equal(Kinds(typeof(IEcosystemMessage)), Samples.Select(sample => sample.GetType().Name).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(
            typeof(SteeringCommand).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(SteeringCommand))).Select(type => type.Name).Order(StringComparer.Ordinal),
            AllCommands.Select(command => command.GetType().Name).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_message_of_the_cluster_comes_back_the_same()
    {
        foreach (IEcosystemMessage sample in Samples)
        {
            object back = Through<ClusterMessageSerializer>(sample);
            Assert.IsType(sample.GetType(), back);
            Assert.Equal(Text(sample), Text(back));
        }
    }

    [Fact]
    public void Every_message_of_an_ecosystem_comes_back_bit_for_bit()
    {
        foreach (Message sample in MessageSamples.All)
            Assert.Equal(MessageCodec.ToBytes(sample), MessageCodec.ToBytes((Message)Through<ActorMessageSerializer>(sample)));
    }

    [Fact]
    public void Whatever_actors_are_sent_crosses_nodes_in_a_form_of_its_own_or_never()
    {
        // Records are what this assembly sends; some of them are values that no actor is sent.
        string[] values = [nameof(ClusterNodeOptions), nameof(NodeLogEntry)];
        IEnumerable<Type> records = typeof(AkkaEngine).Assembly.GetTypes().Where(type => type.IsClass && type.GetMethod("<Clone>$") is not null && !values.Contains(type.Name));
        Assert.True(records.Count() >= 15, $"{records.Count()} records");
        Assert.All(records, record => Assert.True(
            typeof(IEcosystemMessage).IsAssignableFrom(record) ^ typeof(INoSerializationVerificationNeeded).IsAssignableFrom(record),
            $"{record.Name} is neither one that crosses nodes nor one that never does."));
    }

    [Fact]
    public void Bytes_and_names_of_messages_never_change()
    {
        var serializer = new ClusterMessageSerializer((ExtendedActorSystem)_system);
        Assert.Equal(["run-ecosystem/1", "give-commands/1"], Samples.Select(serializer.Manifest).Distinct());
        Assert.Equal("0A0C080710FFFFFFFFFFFFFFFF7F", Convert.ToHexString(serializer.ToBinary(new RunEcosystem(Key))));
        Assert.Equal(
            "0A04080310091209080512057061757365",
            Convert.ToHexString(serializer.ToBinary(new GiveCommands(new EcosystemKey(3, 9), [new PendingCommand(5, new PauseCommand())]))));
        Assert.Equal((8_117_001, 8_117_002, 8_117_003), (serializer.Identifier, new ActorMessageSerializer((ExtendedActorSystem)_system).Identifier, new RefusingSerializer((ExtendedActorSystem)_system).Identifier));
    }

    [Theory]
    [InlineData("run-ecosystem/2", "", "'run-ecosystem/2' of another node is not known here")]
    [InlineData("run-ecosystem/1", "0A", "is damaged")]
    [InlineData("run-ecosystem/1", "", "names ecosystem  of experiment")]
    [InlineData("run-ecosystem/1", "0A0408071000", "names ecosystem 0 of experiment 7")]
    [InlineData("give-commands/1", "0A04080310091209080512056E6F6E6521", "is damaged")]
    public void What_is_no_message_is_refused_and_named(string manifest, string bytes, string says)
    {
        var serializer = new ClusterMessageSerializer((ExtendedActorSystem)_system);
        SerializationException e = Assert.Throws<SerializationException>(() => serializer.FromBinary(Convert.FromHexString(bytes), manifest));
        Assert.Contains(says, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_version_of_an_ecosystems_message_is_refused()
    {
        var serializer = new ActorMessageSerializer((ExtendedActorSystem)_system);
        byte[] bytes = MessageCodec.ToBytes(new GetCheckpoint());
        bytes[0]++;
        Assert.Contains("Run the same program everywhere", Assert.Throws<SerializationException>(() => serializer.FromBinary(bytes, "message")).Message, StringComparison.Ordinal);
        Assert.Throws<SerializationException>(() => serializer.FromBinary(bytes, "other"));
    }

    [Fact]
    public void What_has_no_form_of_its_own_does_not_cross_nodes()
    {
        var stranger = new { Any = 1 };
        Serializer serializer = _system.Serialization.FindSerializerFor(stranger);
        Assert.IsType<RefusingSerializer>(serializer);
        Assert.Contains("nothing crosses nodes by reflection", Assert.Throws<SerializationException>(() => serializer.ToBinary(stranger)).Message, StringComparison.Ordinal);
        Assert.Throws<SerializationException>(() => serializer.FromBinary<string>([]));
    }

    // As remoting does: by what the configuration binds, and by number and manifest alone on the other side.
    private object Through<TSerializer>(object message)
    {
        var serializer = (SerializerWithStringManifest)_system.Serialization.FindSerializerFor(message);
        Assert.IsType<TSerializer>(serializer);
        return _system.Serialization.Deserialize(serializer.ToBinary(message), serializer.Identifier, serializer.Manifest(message));
    }

    private static IEnumerable<string> Kinds(Type of) =>
        typeof(AkkaEngine).Assembly.GetTypes().Where(type => of.IsAssignableFrom(type) && !type.IsInterface).Select(type => type.Name).Order(StringComparer.Ordinal);

    private static string Text(object message) => message is GiveCommands give
        ? $"{give.Ecosystem}: {string.Join(", ", give.Commands.Select(command => $"{command.Id} {command.Command}"))}"
        : message.ToString()!;
}
