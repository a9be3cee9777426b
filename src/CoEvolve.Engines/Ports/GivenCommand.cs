using CoEvolve.Actors;

namespace CoEvolve.Engines;

/// <summary>A command that took effect on an ecosystem. Immutable.</summary>
/// <param name="Ecosystem">Its id within the experiment, from 1.</param>
/// <param name="Id">The command's number in the store: of those that took effect at one generation, the lower came first.</param>
/// <param name="Command">What was done.</param>
/// <param name="Generation">It holds from the step out of this generation on.</param>
public sealed record GivenCommand(long Ecosystem, long Id, SteeringCommand Command, int Generation);
