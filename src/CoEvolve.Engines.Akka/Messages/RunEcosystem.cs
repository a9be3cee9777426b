namespace CoEvolve.Engines.Akka;

/// <summary>Starter to an ecosystem's coordinator: there is something to do. May come any number of times.</summary>
/// <param name="Ecosystem">Whom it is for.</param>
internal sealed record RunEcosystem(EcosystemKey Ecosystem) : IEcosystemMessage;
