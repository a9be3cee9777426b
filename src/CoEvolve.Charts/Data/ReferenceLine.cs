namespace CoEvolve.Charts;

/// <summary>A thin line across the plot at one value, with a label outside the plot area.</summary>
/// <param name="Direction">Horizontal lines have a value of y, vertical ones a value of x.</param>
/// <param name="Value">Where it stands, in the axis's units. It does not widen the axis; outside of it nothing is drawn.</param>
/// <param name="Label">Text at the right end (horizontal) or above (vertical); null for none.</param>
public sealed record ReferenceLine(ReferenceDirection Direction, double Value, string? Label = null)
{
    /// <summary>Solid, dashed or dotted.</summary>
    public LineStyle Style { get; init; } = LineStyle.Solid;
}
