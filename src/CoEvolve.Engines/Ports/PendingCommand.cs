using CoEvolve.Actors;

namespace CoEvolve.Engines;

/// <summary>A command that somebody gave an ecosystem, and that has not taken effect yet. Immutable.</summary>
/// <param name="Id">Its number in the store, above 0; those given later have higher ones.</param>
/// <param name="Command">What to do.</param>
public sealed record PendingCommand(long Id, SteeringCommand Command);
