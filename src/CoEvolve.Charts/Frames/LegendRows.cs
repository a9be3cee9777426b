namespace CoEvolve.Charts;

/// <summary>Sets legend entries in rows, or one below the other.</summary>
internal static class LegendRows
{
    public const double SampleWidth = 22;
    public const double RowHeight = 18;
    private const double TextGap = 6;
    private const double ItemGap = 18;

    // A text must not be cut off for the sake of a last bit.
    private const double Slack = 0.01;

    public static double Width(LegendItem item) => SampleWidth + TextGap + TextWidth.Of(item.Label, Typography.Size);

    /// <summary>Where the text of an entry starts.</summary>
    public static double TextLeft(PlacedLegendItem item) => item.Left + SampleWidth + TextGap;

    /// <summary>In rows from (0, 0), broken where <paramref name="width"/> ends.</summary>
    public static IReadOnlyList<PlacedLegendItem> Rows(IReadOnlyList<LegendItem> items, double width)
    {
        var placed = new List<PlacedLegendItem>();
        double left = 0, centre = RowHeight / 2;
        foreach (var item in items)
        {
            double needed = Width(item);
            if (left > 0 && left + needed > width)
                (left, centre) = (0, centre + RowHeight);
            placed.Add(new(item, left, centre, Fitted(item, width - left)));
            left += needed + ItemGap;
        }

        return placed;
    }

    /// <summary>One below the other from (left, top).</summary>
    public static IReadOnlyList<PlacedLegendItem> Column(IReadOnlyList<LegendItem> items, double left, double top, double width) =>
        [.. items.Select((item, i) => new PlacedLegendItem(item, left, top + (i + 0.5) * RowHeight, Fitted(item, width)))];

    private static string Fitted(LegendItem item, double width) => TextFit.Truncate(item.Label, width - SampleWidth - TextGap + Slack, Typography.Size);
}
