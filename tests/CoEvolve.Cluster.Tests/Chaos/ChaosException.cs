namespace CoEvolve.Cluster.Tests;

/// <summary>A chaos round failed; the message has all that happened in it.</summary>
public sealed class ChaosException(string message, Exception cause) : Exception(message, cause);
