namespace CoEvolve.Engines;

/// <summary>All commands for one ecosystem that have not taken effect, as far as the store knows. Immutable.</summary>
/// <param name="Ecosystem">Whom they are for.</param>
/// <param name="Commands">In the order in which they are to be applied; one or more.</param>
public sealed record EcosystemCommands(EcosystemKey Ecosystem, IReadOnlyList<PendingCommand> Commands);
