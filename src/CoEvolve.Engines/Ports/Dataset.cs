using System.Security.Cryptography;

namespace CoEvolve.Engines;

/// <summary>One input of an experiment, kept with its results.</summary>
/// <param name="Name">The path as the scenario gives it, or the name of something that was fitted.</param>
/// <param name="Bytes">The content as it was read.</param>
public sealed record Dataset(string Name, byte[] Bytes)
{
    /// <summary>SHA-256 of the content, lower-case hexadecimal.</summary>
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Bytes));
}
