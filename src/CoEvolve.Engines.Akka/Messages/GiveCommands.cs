namespace CoEvolve.Engines.Akka;

/// <summary>
/// Starter to an ecosystem's coordinator: people want this of it. Comes again until the store has them as applied, so one that is lost
/// does no harm, and one that comes twice is known by its commands' numbers.
/// </summary>
/// <param name="Ecosystem">Whom it is for.</param>
/// <param name="Commands">All that have not taken effect, in the order in which they are to be applied.</param>
internal sealed record GiveCommands(EcosystemKey Ecosystem, IReadOnlyList<PendingCommand> Commands) : IEcosystemMessage;
