namespace CoEvolve.SideBySide;

/// <summary>The part of a page between two marker comments, which a program writes.</summary>
internal static class MarkedSection
{
    /// <summary>Where it begins.</summary>
    public const string Begin = "<!-- written by bench/CoEvolve.SideBySide: begin -->";

    /// <summary>Where it ends.</summary>
    public const string End = "<!-- written by bench/CoEvolve.SideBySide: end -->";

    /// <summary>The page with another text between its markers; everything else stays.</summary>
    /// <exception cref="FormatException">A marker is missing, doubled or in the wrong order.</exception>
    public static string Replace(string page, string text)
    {
        int begin = Only(page, Begin), end = Only(page, End);
        if (end < begin)
            throw new FormatException($"'{End}' stands before '{Begin}'.");
        return page[..(begin + Begin.Length)] + "\n\n" + text.Trim('\n') + "\n\n" + page[end..];
    }

    private static int Only(string page, string marker)
    {
        int at = page.IndexOf(marker, StringComparison.Ordinal);
        if (at < 0 || page.IndexOf(marker, at + 1, StringComparison.Ordinal) >= 0)
            throw new FormatException($"The page must have the line '{marker}' once.");
        return at;
    }
}
