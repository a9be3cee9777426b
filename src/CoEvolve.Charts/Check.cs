using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace CoEvolve.Charts;

/// <summary>Argument checks, so that every refusal names the chart, the value and what is allowed.</summary>
internal static partial class Check
{
    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex IdPattern { get; }

    /// <summary>Ids go into attributes that list several of them, so a space would change their meaning.</summary>
    public static void Id(string? id)
    {
        if (id is null || !IdPattern.IsMatch(id))
            throw new ArgumentException(
                $"Id is '{id}'; allowed are a letter, then letters, digits, '-' and '_'. Give every chart of a page its own.",
                nameof(id));
    }

    public static void SameLength(string chart, string series, string list, int count, int expected) =>
        That(count == expected, chart, $"'{series}' has {count} values of {list}; there must be {expected}, as many as of x.");

    public static void That(bool condition, string chart, [InterpolatedStringHandlerArgument(nameof(condition))] ref CheckMessage message)
    {
        if (!condition)
            throw new ArgumentException($"{chart}: {message.ToText()}");
    }
}
