namespace CoEvolve.Charts;

/// <summary>What stands around a plot, before anything has a place.</summary>
internal sealed record FrameRequest(double Width, double Height, Axis XAxis, Axis YAxis, Scale X, Scale Y)
{
    /// <summary>Least share of the width that is left for the plot, whatever the labels want.</summary>
    public const double LeastPlotShare = 0.45;

    /// <summary>Entries of the legend; none for no legend.</summary>
    public IReadOnlyList<LegendItem> Legend { get; init; } = [];

    /// <summary>The legend stands right of the plot, not above.</summary>
    public bool LegendAtRight { get; init; }

    public IReadOnlyList<EndLabel> EndLabels { get; init; } = [];

    public IReadOnlyList<ReferenceLine> References { get; init; } = [];

    /// <summary>Room for something of the chart's own above the vertical axis' title.</summary>
    public double Header { get; init; }

    /// <summary>The plot's height over its width, or null to fill <see cref="Height"/>.</summary>
    public double? Aspect { get; init; }

    /// <summary>Grid lines across the plot at the ticks of the vertical axis.</summary>
    public bool GridLines { get; init; } = true;
}
