namespace CoEvolve.Engines.Akka;

/// <summary>Thrown in an actor whose ecosystem nobody needs any more, to end what it is in the middle of.</summary>
internal sealed class AbandonedException() : Exception("The ecosystem has been given up.");
