namespace CoEvolve.Charts;

/// <summary>One entry of a legend: a sample of what is drawn, and its name. Equal samples of one name are one entry.</summary>
internal sealed record LegendItem(string Label, int Colour)
{
    /// <summary>Draws a stroke of this style.</summary>
    public LineStyle? Line { get; init; }

    public LineWeight Weight { get; init; }

    /// <summary>Draws a marker.</summary>
    public MarkerShape? Marker { get; init; }

    public bool Hollow { get; init; }

    /// <summary>Draws a pale field, as bands have it.</summary>
    public bool Band { get; init; }

    /// <summary>Draws a field, as layers have it.</summary>
    public bool Area { get; init; }

    /// <summary>Draws a field in the colour of missing values.</summary>
    public bool Missing { get; init; }

    /// <summary>A thin line across the plot.</summary>
    public bool Reference { get; init; }

    /// <summary>An upright bar, as interval plots have it for predictions.</summary>
    public bool Bar { get; init; }

    /// <summary>A contour: its stroke has a rim that separates it from what lies below.</summary>
    public bool Contour { get; init; }
}
