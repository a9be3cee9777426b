using System.Globalization;
using System.Text;

namespace CoEvolve.Scenarios;

/// <summary>Shows a user's own text in a message: shortened where it is long.</summary>
internal static class Quote
{
    private const int Most = 60;

    public static string Always(string text) => $"'{Short(text)}'";

    /// <summary>Numbers and words stand for themselves; anything else gets quotes.</summary>
    public static string WhereNeeded(string text) =>
        text.Length is > 0 and <= Most && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '+' or '_') ? text : Always(text);

    /// <summary>The text, cut after 60 characters; a message never carries half a character.</summary>
    public static string Short(string text)
    {
        if (text.Length <= Most)
            return Whole(text);
        int length = char.IsHighSurrogate(text[Most - 1]) ? Most - 1 : Most;
        return Whole(text[..length]) + "…";
    }

    /// <summary>A path, never cut: its end, the file's name, says most.</summary>
    public static string Path(string path) => Whole(path);

    private static string Whole(string text) => Escaped(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));

    // What a terminal would not show, or would obey, is spelled out: it may be just what is wrong.
    private static string Escaped(string text) =>
        text.Any(IsInvisible) ? string.Concat(text.Select(c => IsInvisible(c) ? $"\\u{(int)c:x4}" : c.ToString())) : text;

    private static bool IsInvisible(char c) => char.IsControl(c) || char.GetUnicodeCategory(c)
        is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
