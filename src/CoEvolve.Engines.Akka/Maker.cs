using Akka.Actor;

namespace CoEvolve.Engines.Akka;

/// <summary>Makes actors of this process by a function: nothing has to be found out about constructors.</summary>
/// <param name="make">Makes one.</param>
internal sealed class Maker<TActor>(Func<TActor> make) : IIndirectActorProducer
    where TActor : ActorBase
{
    /// <inheritdoc/>
    public Type ActorType => typeof(TActor);

    /// <inheritdoc/>
    public ActorBase Produce() => make();

    /// <inheritdoc/>
    public void Release(ActorBase actor)
    {
    }
}
