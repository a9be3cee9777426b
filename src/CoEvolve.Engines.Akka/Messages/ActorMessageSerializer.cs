using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using CoEvolve.Actors;

namespace CoEvolve.Engines.Akka;

/// <summary>
/// The form in which messages of a generation cross nodes, should they ever: the project's own (<see cref="MessageCodec"/>), which carries
/// its version. As it is, the actors of an ecosystem live together, and their messages pass by reference.
/// </summary>
/// <param name="system">Whose messages they are.</param>
internal sealed class ActorMessageSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private const string AnyManifest = "message";

    /// <summary>Part of the format: never changes.</summary>
    public override int Identifier => 8_117_002;

    /// <summary>The same for all: what it is stands in the bytes.</summary>
    public override string Manifest(object o) => AnyManifest;

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => MessageCodec.ToBytes((Message)obj);

    /// <inheritdoc/>
    /// <exception cref="SerializationException">The bytes are damaged, or of another version or an unknown kind, which is named.</exception>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        if (manifest != AnyManifest)
            throw new SerializationException($"A message '{manifest}' of an ecosystem is not known here; known is '{AnyManifest}'.");
        try
        {
            return MessageCodec.FromBytes(bytes);
        }
        catch (FormatException e)
        {
            throw new SerializationException(e.Message, e);
        }
    }
}
