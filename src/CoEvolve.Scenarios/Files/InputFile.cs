namespace CoEvolve.Scenarios;

/// <summary>A file that a scenario names, as it was read; stored with the results so that they stand alone.</summary>
/// <param name="Name">The path as the scenario gives it.</param>
/// <param name="Bytes">The content, not decompressed.</param>
public sealed record InputFile(string Name, byte[] Bytes);
