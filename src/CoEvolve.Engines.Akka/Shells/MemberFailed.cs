using Akka.Actor;

namespace CoEvolve.Engines.Akka;

/// <summary>To a coordinator's shell, from its own supervision: a model or an injector threw, and has been stopped.</summary>
/// <param name="Member">Which it was.</param>
/// <param name="Cause">What it threw.</param>
internal sealed record MemberFailed(IActorRef Member, Exception Cause) : INoSerializationVerificationNeeded;
