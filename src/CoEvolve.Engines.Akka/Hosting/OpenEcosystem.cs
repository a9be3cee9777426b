using Akka.Actor;
using CoEvolve.Actors;

namespace CoEvolve.Engines.Akka;

/// <summary>Host to its coordinator's shell: make the actors.</summary>
/// <param name="Spec">What is fixed.</param>
/// <param name="Start">Where the ecosystem stands.</param>
/// <param name="Beat">Hears that it is being computed; null if nobody needs to know.</param>
/// <param name="Interval">How often, at most.</param>
internal sealed record OpenEcosystem(EcosystemSpec Spec, EcosystemCheckpoint Start, Action? Beat, long Interval) : INoSerializationVerificationNeeded;
