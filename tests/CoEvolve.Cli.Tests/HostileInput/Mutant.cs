using System.Text;

namespace CoEvolve.Cli.Tests.HostileInput;

/// <summary>A scenario file that something was done to.</summary>
/// <param name="Kind">What was done, for messages and for choosing some of each kind.</param>
/// <param name="Bytes">The file.</param>
/// <param name="HasLines">Whether it is text in UTF-8, so that a message can give line and column.</param>
internal sealed record Mutant(string Kind, byte[] Bytes, bool HasLines)
{
    public static Mutant Of(string kind, string text) => new(kind, Encoding.UTF8.GetBytes(text), HasLines: true);
}
