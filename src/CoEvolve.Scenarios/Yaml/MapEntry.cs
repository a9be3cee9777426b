namespace CoEvolve.Scenarios;

/// <summary>A key with its value, and where the key stands.</summary>
internal sealed record MapEntry(string Key, Origin KeyOrigin, Node Value);
