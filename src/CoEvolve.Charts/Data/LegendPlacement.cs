namespace CoEvolve.Charts;

/// <summary>Where a chart says which line is which. A legend never lies over the plot area.</summary>
public enum LegendPlacement
{
    /// <summary>Labels at the ends of the lines where they are readable there, otherwise a legend above.</summary>
    Auto,

    /// <summary>Above the plot, in as many rows as the width demands.</summary>
    Top,

    /// <summary>Right of the plot; above it where the chart is narrower than 480 px.</summary>
    Right,

    /// <summary>Nowhere, because something else on the page says it.</summary>
    None,
}
