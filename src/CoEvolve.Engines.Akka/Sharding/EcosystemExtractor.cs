using Akka.Cluster.Sharding;

namespace CoEvolve.Engines.Akka;

/// <summary>Says whose a message is, and in which shard its entity lives: by a hash of its name that is the same on all nodes.</summary>
/// <param name="shards">How many shards there are; the same on all nodes of a cluster.</param>
internal sealed class EcosystemExtractor(int shards) : HashCodeMessageExtractor(shards)
{
    /// <inheritdoc/>
    public override string? EntityId(object message) => message is IEcosystemMessage known ? EntityName.Of(known.Ecosystem) : null;
}
