using System.Globalization;
using System.Text;

namespace CoEvolve.Scenarios;

/// <summary>Swept values as JSON, which is YAML as well: how a point is named in the results, and how it is written back.</summary>
internal static class SweepValue
{
    /// <summary>The same value with its numbers and flags in the one way that <see cref="ToJson"/> writes them.</summary>
    public static Node Normalise(Node node) => node switch
    {
        ScalarNode scalar => Normalise(scalar),
        ListNode list => new ListNode(list.Origin, [.. list.Items.Select(Normalise)]),
        MapNode map => new MapNode(map.Origin, [.. map.Entries.Select(entry => entry with { Value = Normalise(entry.Value) })]),
        _ => throw new ArgumentException($"Unknown node {node.GetType().Name}.", nameof(node)),
    };

    /// <summary>JSON without blanks, of a normalised value.</summary>
    public static string ToJson(Node node) => node switch
    {
        ScalarNode { Quoted: false } scalar => scalar.Text,
        ScalarNode scalar => Text(scalar.Text),
        ListNode list => $"[{string.Join(',', list.Items.Select(ToJson))}]",
        MapNode map => $"{{{string.Join(',', map.Entries.Select(entry => $"{Text(entry.Key)}:{ToJson(entry.Value)}"))}}}",
        _ => throw new ArgumentException($"Unknown node {node.GetType().Name}.", nameof(node)),
    };

    /// <summary>A text in double quotes, by rules that hold in JSON and YAML alike.</summary>
    public static string Text(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char c in text)
        {
            if (c is '"' or '\\')
                quoted.Append('\\').Append(c);
            else if (char.IsControl(c) || c is '\u2028' or '\u2029' or '\ufeff' or '\ufffe' or '\uffff')
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }

    private static ScalarNode Normalise(ScalarNode scalar)
    {
        if (scalar.Quoted)
            return scalar;
        string? plain = scalar.Text switch
        {
            "true" or "True" or "TRUE" => "true",
            "false" or "False" or "FALSE" => "false",
            _ when scalar.IsNull => "null",
            string text when Numerals.IsWhole(text) => Whole(text),
            string text when Numerals.TryParse(text, out double value) => Whole(Numerals.Of(value)),
            _ => null,
        };
        return new ScalarNode(scalar.Origin, plain ?? scalar.Text, quoted: plain is null);
    }

    // One way to write a number: no plus sign, no leading zeros, no negative zero.
    private static string Whole(string text)
    {
        if (!Numerals.IsWhole(text))
            return text;
        string digits = text.TrimStart('+', '-').TrimStart('0');
        return digits.Length == 0 ? "0" : text[0] == '-' ? "-" + digits : digits;
    }
}
