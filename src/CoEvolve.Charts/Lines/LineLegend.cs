namespace CoEvolve.Charts;

/// <summary>How lines are named: in a legend or at their ends.</summary>
internal static class LineLegend
{
    private const int MostEndLabels = 14;
    private const double MostLabelShare = 0.28;
    private const double LastFraction = 0.94;

    /// <summary>Every distinct entry, in the order of the series; bands after the lines.</summary>
    public static IReadOnlyList<LegendItem> Items(IEnumerable<LineSeries> series)
    {
        var lines = series.Where(s => s.ShowInLegend).ToList();
        return [.. lines.Select(Item).Concat(BandItems(lines)).Distinct()];
    }

    /// <summary>Entries that cannot stand at the end of one line: shared names and bands.</summary>
    public static IReadOnlyList<LegendItem> SharedItems(IReadOnlyList<LineSeries> series)
    {
        var shared = Shared(series);
        return [.. series.Where(s => s.ShowInLegend && shared.Contains(s.Name)).Select(Item).Concat(BandItems(series)).Distinct()];
    }

    /// <summary>Labels for the ends of the lines, or null if they would not be readable there.</summary>
    public static IReadOnlyList<EndLabel>? EndLabels(IReadOnlyList<LineSeries> series, Scale x, Scale y, double width)
    {
        var shared = Shared(series);
        var labels = new List<EndLabel>();
        foreach (var line in series.Where(s => s.ShowInLegend && !shared.Contains(s.Name)))
        {
            int last = Last(line, x, y);
            if (last < 0 || x.Fraction(line.X[last]) < LastFraction || !y.Contains(line.Y[last])
                || TextWidth.Of(line.Name, Typography.Size) > width * MostLabelShare)
                return null;
            labels.Add(new(line.Name, line.Y[last], line.Colour, line.Style, IsReference: false));
        }

        return labels.Count > MostEndLabels ? null : labels;
    }

    private static HashSet<string> Shared(IEnumerable<LineSeries> series) =>
        [.. series.GroupBy(s => s.Name, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key)];

    private static int Last(LineSeries line, Scale x, Scale y)
    {
        for (int i = line.X.Count - 1; i >= 0; i--)
        {
            if (x.Contains(line.X[i]) && y.CanShow(line.Y[i]))
                return i;
        }

        return -1;
    }

    private static LegendItem Item(LineSeries line) => new(line.Name, line.Colour)
    {
        Line = line.ShowLine ? line.Style : null,
        Weight = line.Weight,
        Marker = line.Markers == MarkerPlacement.None ? null : Palette.Shape(line.Colour),
    };

    // Bands of many colours that mean one thing are one entry, of none of these colours.
    private static IEnumerable<LegendItem> BandItems(IEnumerable<LineSeries> series) =>
        from line in series
        where line.Band?.Name is not null
        group line.Colour by line.Band!.Name into colours
        select new LegendItem(colours.Key!, colours.Distinct().Count() == 1 ? colours.First() : LineSeries.Ink) { Band = true };
}
