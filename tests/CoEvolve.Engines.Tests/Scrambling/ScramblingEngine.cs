using CoEvolve.Actors;

namespace CoEvolve.Engines.Tests;

/// <summary>
/// The worst engine that the contract of <see cref="IActorContext"/> allows: every actor on a thread of its own, every
/// message through bytes and back, deliveries from different senders in random order.
/// </summary>
/// <param name="seed">Says all of a run's schedule: a failure comes back with its seed.</param>
internal sealed class ScramblingEngine(int seed) : IEngine
{
    public IEcosystemHost Open(EcosystemSpec spec, EcosystemCheckpoint checkpoint, IRecordSink sink, IPulse? pulse = null) =>
        new ScramblingHost(spec, checkpoint, sink, pulse, seed);
}
