using System.Globalization;

namespace CoEvolve.Charts;

/// <summary>Makes texts fit into a width.</summary>
internal static class TextFit
{
    private const string Ellipsis = "…";

    /// <summary>The text itself, or as many of its characters as fit with an ellipsis behind them.</summary>
    public static string Truncate(string text, double width, double size, bool bold = false)
    {
        // The width may be this text's own, less a rounding error.
        if (TextWidth.Of(text, size, bold) <= width + 1e-6)
            return text;
        // Whole grapheme clusters, so that no half of a character is left.
        int[] starts = StringInfo.ParseCombiningCharacters(text);
        for (int i = starts.Length - 1; i > 0; i--)
        {
            string shorter = text[..starts[i]].TrimEnd() + Ellipsis;
            if (TextWidth.Of(shorter, size, bold) <= width)
                return shorter;
        }

        return Ellipsis;
    }

    /// <summary>Breaks a text at spaces into at most <paramref name="lines"/> lines; what is left over is cut off with an ellipsis.</summary>
    public static IReadOnlyList<string> Wrap(string text, double width, double size, int lines, bool bold = false)
    {
        var result = new List<string>();
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        int next = 0;
        while (next < words.Length && result.Count < lines)
        {
            bool last = result.Count == lines - 1;
            string line = words[next++];
            while (next < words.Length && (last || TextWidth.Of(line + " " + words[next], size, bold) <= width))
                line += " " + words[next++];
            result.Add(Truncate(line, width, size, bold));
        }

        return result;
    }
}
