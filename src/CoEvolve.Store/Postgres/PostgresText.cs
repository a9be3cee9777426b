using System.Text;

namespace CoEvolve.Store;

/// <summary>Texts as PostgreSQL can hold them.</summary>
internal static class PostgresText
{
    /// <summary>
    /// The same text, with U+FFFD in the place of what UTF-8 or PostgreSQL has no form for: halves of surrogate pairs, as in
    /// a file, and the character U+0000. Null stays null.
    /// </summary>
    public static string? Of(string? text)
    {
        if (text is null || !(text.Contains('\0', StringComparison.Ordinal) || text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')))
            return text;
        var whole = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
            whole.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        return whole.ToString();
    }
}
