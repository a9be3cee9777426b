using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace CoEvolve.Engines.Akka;

/// <summary>
/// Stands where Akka.NET has a serializer that looks at objects by reflection, and refuses them all: what crosses nodes has a form
/// that somebody wrote down, or it does not cross.
/// </summary>
/// <param name="system">Whose messages they are.</param>
internal sealed class RefusingSerializer(ExtendedActorSystem system) : Serializer(system)
{
    /// <summary>In the place of a serializer that has settings of its own.</summary>
    public RefusingSerializer(ExtendedActorSystem system, Config settings)
        : this(system) => _ = settings;

    /// <summary>Part of the format: never changes.</summary>
    public override int Identifier => 8_117_003;

    /// <inheritdoc/>
    public override bool IncludeManifest => true;

    /// <inheritdoc/>
    /// <exception cref="SerializationException">Always.</exception>
    public override byte[] ToBinary(object obj) =>
        throw new SerializationException($"{obj?.GetType().FullName} has no serializer: nothing crosses nodes by reflection.");

    /// <inheritdoc/>
    /// <exception cref="SerializationException">Always.</exception>
    public override object FromBinary(byte[] bytes, Type type) =>
        throw new SerializationException($"{type} of another node has no serializer here: nothing crosses nodes by reflection.");
}
