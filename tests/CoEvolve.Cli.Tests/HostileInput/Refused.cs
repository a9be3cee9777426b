using System.Globalization;
using System.Text.RegularExpressions;

namespace CoEvolve.Cli.Tests.HostileInput;

/// <summary>What every refusal of a file has: one line that says where, and ends with what to do.</summary>
internal static partial class Refused
{
    /// <summary>Asserts that a command refused a file as it should, and gives its one line.</summary>
    /// <param name="result">What the command did.</param>
    /// <param name="file">The file that the message must name.</param>
    public static string For(ToolResult result, string file)
    {
        string message = result.Refusal();
        Assert.DoesNotContain(message, char.IsControl);
        Assert.DoesNotContain("Exception", message, StringComparison.Ordinal);
        Assert.DoesNotContain("defect", message, StringComparison.Ordinal);
        Assert.InRange(message.Length, 30, 900);
        Assert.Contains(file, message, StringComparison.Ordinal);
        Assert.EndsWith(".", message, StringComparison.Ordinal);
        Assert.Matches(Remedy(), message[(message.IndexOf(file, StringComparison.Ordinal) + file.Length)..]);
        return message;
    }

    /// <summary>Line and column in a message, if it has them.</summary>
    public static (int Line, int Column)? PlaceIn(string message)
    {
        Match match = Place().Match(message);
        return match.Success ? (Number(match.Groups[1]), Number(match.Groups[2])) : null;
    }

    private static int Number(Group digits) => int.Parse(digits.Value, CultureInfo.InvariantCulture);

    // The last sentence, or what follows its semicolon, tells the user what to do, or what else is allowed.
    [GeneratedRegex(
        @"(\b(Write|Start|Correct|Remove|Raise|Lower|Put|Set|Save|Move|Name|Give|Run|Add|Use|Change|Check|Sweep|Shorten|Fetch|Go|Choose|Make|Close|Allowed is also|Allowed are textModel)|--(force|out|resume))\b[^.]*(\.[^. ][^.]*)*\.$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Remedy();

    [GeneratedRegex(@"^error: [^()]*\((\d+),(\d+)\): ")]
    private static partial Regex Place();
}
