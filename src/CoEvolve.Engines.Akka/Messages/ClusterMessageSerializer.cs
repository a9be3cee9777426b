using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using CoEvolve.Actors;
using Google.Protobuf;

namespace CoEvolve.Engines.Akka;

/// <summary>The form in which messages of the cluster cross nodes: Protocol Buffers (cluster.proto), the manifest naming message and version.</summary>
/// <param name="system">Whose messages they are.</param>
internal sealed class ClusterMessageSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private const string RunEcosystemManifest = "run-ecosystem/1";
    private const string GiveCommandsManifest = "give-commands/1";

    /// <summary>Part of the format: never changes.</summary>
    public override int Identifier => 8_117_001;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The message has no form.</exception>
    public override string Manifest(object o) => o switch
    {
        RunEcosystem => RunEcosystemManifest,
        GiveCommands => GiveCommandsManifest,
        _ => throw NoForm(o),
    };

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The message has no form.</exception>
    public override byte[] ToBinary(object obj) => obj switch
    {
        RunEcosystem run => new Wire.RunEcosystem { Ecosystem = Of(run.Ecosystem) }.ToByteArray(),
        GiveCommands give => new Wire.GiveCommands
        {
            Ecosystem = Of(give.Ecosystem),
            Commands = { give.Commands.Select(command => new Wire.Command { Id = command.Id, Text = command.Command.ToString() }) },
        }.ToByteArray(),
        _ => throw NoForm(obj),
    };

    /// <inheritdoc/>
    /// <exception cref="SerializationException">The message is damaged, or of a kind or version that is not known, which is named.</exception>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        try
        {
            return manifest switch
            {
                RunEcosystemManifest => new RunEcosystem(KeyOf(Wire.RunEcosystem.Parser.ParseFrom(bytes).Ecosystem)),
                GiveCommandsManifest => CommandsOf(Wire.GiveCommands.Parser.ParseFrom(bytes)),
                _ => throw new SerializationException($"A message '{manifest}' of another node is not known here; known are '{RunEcosystemManifest}' and '{GiveCommandsManifest}'. Run the same program on all nodes."),
            };
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or FormatException)
        {
            throw new SerializationException($"A message '{manifest}' of another node is damaged: {e.Message}", e);
        }
    }

    private static Wire.EcosystemKey Of(EcosystemKey key) => new() { Experiment = key.Experiment, Ecosystem = key.Ecosystem };

    private static EcosystemKey KeyOf(Wire.EcosystemKey? key) => key is { Experiment: > 0, Ecosystem: > 0 }
        ? new EcosystemKey(key.Experiment, key.Ecosystem)
        : throw new FormatException($"it names ecosystem {key?.Ecosystem} of experiment {key?.Experiment}; both are 1 or more.");

    private static GiveCommands CommandsOf(Wire.GiveCommands give) =>
        new(KeyOf(give.Ecosystem), [.. give.Commands.Select(command => new PendingCommand(command.Id, SteeringCommand.Parse(command.Text)))]);

    private static ArgumentException NoForm(object message) => new($"{message.GetType().Name} has no form in which it could cross nodes; give it one in {nameof(ClusterMessageSerializer)}.");
}
