namespace CoEvolve.Charts;

/// <summary>The colour scale above a heat map: title, colours, ticks, and a sample for missing values.</summary>
internal sealed class ColourBar
{
    private const double BarTop = 4;
    private const double BarHeight = 11;
    private const double MissingGap = 24;

    // Ticks, their labels, and a gap.
    private const double Below = 30;

    private const string MissingLabel = "no value";

    public ColourBar(HeatData data, double width, double top)
    {
        Title = TitleLines(data, width);
        TitleBaseline = top + Typography.Size - 1;
        double missingWidth = data.HasMissing ? MissingGap + LegendRows.Width(new LegendItem(MissingLabel, 0)) : 0;
        Bar = new Box(8, top + Title.Count * Typography.Line + BarTop, Math.Min(260, width - missingWidth - 16), BarHeight);
        Ticks = TickFit.Horizontal(data.Colours.Between(Bar.Left, Bar.Right), width);
        var missing = new LegendItem(MissingLabel, 0) { Missing = true };
        Missing = data.HasMissing ? new PlacedLegendItem(missing, Bar.Right + MissingGap, Bar.Top + BarHeight / 2, MissingLabel) : null;
    }

    public IReadOnlyList<string> Title { get; }

    public double TitleBaseline { get; }

    public Box Bar { get; }

    public IReadOnlyList<PlacedTick> Ticks { get; }

    public PlacedLegendItem? Missing { get; }

    /// <summary>Height that the bar takes, with the gap below it.</summary>
    public static double Height(HeatData data, double width) =>
        TitleLines(data, width).Count * Typography.Line + BarTop + BarHeight + Below;

    /// <summary>Place of one step of colour.</summary>
    public Box Step(int step) => new(Bar.Left + step * Bar.Width / HeatData.Steps, Bar.Top, Bar.Width / HeatData.Steps, Bar.Height);

    private static IReadOnlyList<string> TitleLines(HeatData data, double width) =>
        data.ValueAxis.Title is null ? [] : TextFit.Wrap(data.ValueAxis.Title, width, Typography.Size, lines: 2);
}
