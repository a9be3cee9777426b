namespace CoEvolve.Measuring;

/// <summary>The part of a page between two marker comments, which a program writes. Immutable.</summary>
/// <param name="program">The program's project.</param>
public sealed class MarkedSection(string program)
{
    /// <summary>Where it begins.</summary>
    public string Begin { get; } = $"<!-- written by bench/{program}: begin -->";

    /// <summary>Where it ends.</summary>
    public string End { get; } = $"<!-- written by bench/{program}: end -->";

    /// <summary>What stands between the markers of a page, without empty lines around it.</summary>
    /// <exception cref="FormatException">A marker is missing, doubled or in the wrong order.</exception>
    public string Read(string page)
    {
        (int begin, int end) = Find(page);
        return page[begin..end].Trim('\n');
    }

    /// <summary>The page with another text between its markers; everything else stays.</summary>
    /// <exception cref="FormatException">A marker is missing, doubled or in the wrong order.</exception>
    public string Replace(string page, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        (int begin, int end) = Find(page);
        return page[..begin] + "\n\n" + text.Trim('\n') + "\n\n" + page[end..];
    }

    private (int Begin, int End) Find(string page)
    {
        int begin = Only(page, Begin), end = Only(page, End);
        return end > begin ? (begin + Begin.Length, end) : throw new FormatException($"'{End}' stands before '{Begin}'.");
    }

    private static int Only(string page, string marker)
    {
        ArgumentNullException.ThrowIfNull(page);
        int at = page.IndexOf(marker, StringComparison.Ordinal);
        if (at < 0 || page.IndexOf(marker, at + 1, StringComparison.Ordinal) >= 0)
            throw new FormatException($"The page must have the line '{marker}' once.");
        return at;
    }
}
