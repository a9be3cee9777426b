namespace CoEvolve.Charts;

/// <summary>What a chart must know about an axis; everything else follows from the data.</summary>
/// <param name="Title">Quantity and unit, or null. A vertical axis has it above, so that nobody has to turn the head.</param>
public sealed record Axis(string? Title = null)
{
    /// <summary>Linear, logarithmic or categorical.</summary>
    public AxisScale Scale { get; init; }

    /// <summary>Where the axis begins, in the data's units; null lets the data decide. Data beyond it are cut off.</summary>
    public double? Minimum { get; init; }

    /// <summary>Where the axis ends, in the data's units; null lets the data decide.</summary>
    public double? Maximum { get; init; }

    /// <summary>Makes a linear axis reach 0 even if no value does.</summary>
    public bool IncludeZero { get; init; }

    /// <summary>Ends the axis at round values; false ends it where the data end. Null: vertical axes only.</summary>
    public bool? RoundEnds { get; init; }

    /// <summary>Labels as percentages: 0.25 reads 25%. Linear axes only.</summary>
    public bool Percent { get; init; }

    /// <summary>Labels of a categorical axis, in order; null writes the values as numbers.</summary>
    public IReadOnlyList<string>? Categories { get; init; }
}
