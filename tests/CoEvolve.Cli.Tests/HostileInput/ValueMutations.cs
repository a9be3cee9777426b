using System.Text.RegularExpressions;

namespace CoEvolve.Cli.Tests.HostileInput;

/// <summary>Every value of a scenario replaced by values of other types and sizes; every key by other keys.</summary>
internal static partial class ValueMutations
{
    private static readonly string[] Values =
    [
        "", "~", "-1", "-0", "1e999", "-1e999", "1e-999", "99999999999999999999", "-99999999999999999999", "2147483648", "18446744073709551616", "NaN", ".nan", ".inf", "-.inf", "Infinity",
        "0x10", "0o7", "1_000", "1,5", "5.", "١٢", "'5'", "\"5\"", "yes", "[]", "[1]", "{}", "{ a: 1 }", "[[[]]]", "&a 1", "*a", "!!int 5", "2024-01-01", "|", "\"\"", "\"\\u0000\"", "../..", "/", "/dev/null", "no-such-file.csv",
    ];

    public static IEnumerable<Mutant> Of(string text)
    {
        foreach (Match match in Scalar().Matches(text))
        {
            Group value = match.Groups["value"], key = match.Groups["key"];
            foreach (string other in Values)
                yield return Mutant.Of("value " + other, text[..value.Index] + other + text[(value.Index + value.Length)..]);
            foreach (string other in new[] { key.Value + "s", key.Value.ToUpperInvariant(), "", "x." + key.Value, "[" + key.Value + "]" })
                yield return Mutant.Of("another key", text[..key.Index] + other + text[(key.Index + key.Length)..]);
        }
    }

    [GeneratedRegex(@"(?<key>[A-Za-z.]+): *(?<value>[^,{}\[\]\n ]+)")]
    private static partial Regex Scalar();
}
