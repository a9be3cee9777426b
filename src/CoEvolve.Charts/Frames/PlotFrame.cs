namespace CoEvolve.Charts;

/// <summary>Everything around the data, in its place.</summary>
internal sealed class PlotFrame
{
    public required double Width { get; init; }

    public required double Height { get; init; }

    /// <summary>Where the data are drawn. Nothing else is, but for grid lines and lines across.</summary>
    public required Box Plot { get; init; }

    public required Scale X { get; init; }

    public required Scale Y { get; init; }

    public required IReadOnlyList<PlacedTick> XTicks { get; init; }

    public required IReadOnlyList<PlacedTick> YTicks { get; init; }

    public required IReadOnlyList<double> XMinor { get; init; }

    public required IReadOnlyList<double> YMinor { get; init; }

    public required bool GridLines { get; init; }

    /// <summary>Lines of the vertical axis' title, the first at <see cref="YTitleBaseline"/>.</summary>
    public required IReadOnlyList<string> YTitle { get; init; }

    public required double YTitleBaseline { get; init; }

    public required IReadOnlyList<string> XTitle { get; init; }

    public required double XTitleBaseline { get; init; }

    public required IReadOnlyList<PlacedLegendItem> Legend { get; init; }

    public required IReadOnlyList<PlacedReference> References { get; init; }

    public required IReadOnlyList<PlacedEndLabel> EndLabels { get; init; }

    /// <summary>The furthest that an end label had to move away from its line's end, px; infinite if there was no room.</summary>
    public required double EndLabelShift { get; init; }

    /// <summary>Top of the room that the chart asked for itself.</summary>
    public required double HeaderTop { get; init; }

    public Pixel Project(double x, double y) => new(X.Project(x), Y.Project(y));
}
