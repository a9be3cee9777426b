namespace CoEvolve.Charts;

/// <summary>A point with optional error bars. A point with a coordinate that the axes cannot show is left out.</summary>
/// <param name="X">Horizontal value.</param>
/// <param name="Y">Vertical value.</param>
public sealed record ScatterPoint(double X, double Y)
{
    /// <summary>Left end of the horizontal error bar; NaN for none.</summary>
    public double LowerX { get; init; } = double.NaN;

    /// <summary>Right end of the horizontal error bar; NaN for none.</summary>
    public double UpperX { get; init; } = double.NaN;

    /// <summary>Lower end of the vertical error bar; NaN for none.</summary>
    public double LowerY { get; init; } = double.NaN;

    /// <summary>Upper end of the vertical error bar; NaN for none.</summary>
    public double UpperY { get; init; } = double.NaN;

    /// <summary>Shown when the pointer rests on the point; null for nothing.</summary>
    public string? Tooltip { get; init; }
}
