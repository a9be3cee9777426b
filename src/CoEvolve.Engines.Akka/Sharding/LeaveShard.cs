using Akka.Actor;

namespace CoEvolve.Engines.Akka;

/// <summary>Shard to entity, in one process: store what is under way, and stop.</summary>
internal sealed record LeaveShard : INoSerializationVerificationNeeded
{
    /// <summary>It says always the same.</summary>
    public static readonly LeaveShard Instance = new();
}
