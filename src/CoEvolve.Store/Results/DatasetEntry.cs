namespace CoEvolve.Store;

/// <summary>An input of an experiment, without its content.</summary>
/// <param name="Name">The path as the scenario gives it, or the name of something that was fitted.</param>
/// <param name="Sha256">SHA-256 of the content, lower-case hexadecimal.</param>
/// <param name="Bytes">Length of the content.</param>
public sealed record DatasetEntry(string Name, string Sha256, long Bytes);
