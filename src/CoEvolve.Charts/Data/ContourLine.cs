namespace CoEvolve.Charts;

/// <summary>Where a quantity over the plane of a <see cref="HeatMap"/> equals a level.</summary>
/// <param name="Name">Entry in the legend, for example "theory".</param>
/// <param name="Level">The level.</param>
public sealed record ContourLine(string Name, double Level)
{
    /// <summary>
    /// The quantity, or null for the one that the colours show. A theory may stand on a finer grid than the measurement; on
    /// a categorical axis its values are placed between the categories by linear interpolation.
    /// </summary>
    public Grid? Grid { get; init; }

    /// <summary>Solid, dashed or dotted.</summary>
    public LineStyle Style { get; init; }

    /// <summary>Text on the line itself, or null for none.</summary>
    public string? Label { get; init; }
}
