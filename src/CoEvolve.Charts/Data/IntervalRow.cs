namespace CoEvolve.Charts;

/// <summary>One row of an <see cref="IntervalPlot"/>. All rows share the axis, so the caller brings them to one scale.</summary>
/// <param name="Label">What is compared.</param>
/// <param name="Measured">The measured value; NaN for none.</param>
/// <param name="Lower">Lower end of its interval; NaN for none.</param>
/// <param name="Upper">Upper end of its interval; NaN for none.</param>
public sealed record IntervalRow(string Label, double Measured, double Lower = double.NaN, double Upper = double.NaN)
{
    /// <summary>The predicted value; NaN for none.</summary>
    public double Predicted { get; init; } = double.NaN;

    /// <summary>Passed, failed, undecided, or none for no glyph.</summary>
    public CheckOutcome Outcome { get; init; }

    /// <summary>Short text at the right, for example the measured value in its own unit; null for none.</summary>
    public string? ValueText { get; init; }

    /// <summary>Heading above this row and those that follow it; null goes on with the group before.</summary>
    public string? Group { get; init; }
}
