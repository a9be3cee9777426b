namespace CoEvolve.SideBySide;

/// <summary>The peer cannot be run; the message says what to do.</summary>
internal sealed class PeerException(string message) : Exception(message);
