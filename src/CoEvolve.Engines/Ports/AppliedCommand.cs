using CoEvolve.Actors;

namespace CoEvolve.Engines;

/// <summary>A command that took effect on an ecosystem. Immutable.</summary>
/// <param name="Id">That of <see cref="PendingCommand"/>; 0 where the command stands in the scenario.</param>
/// <param name="Command">What was done.</param>
/// <param name="Generation">It holds from the step out of this generation on.</param>
public sealed record AppliedCommand(long Id, SteeringCommand Command, int Generation);
