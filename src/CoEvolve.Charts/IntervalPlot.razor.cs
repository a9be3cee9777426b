using Microsoft.AspNetCore.Components;

namespace CoEvolve.Charts;

/// <summary>A list of comparisons: for each row an interval with its measured value, the predicted value as a bar, and what came of it.</summary>
/// <remarks>
/// Values beyond the axis are drawn as arrows at its edge. Drawings narrower than 520 px have each label on a line of its own
/// above its interval.
/// </remarks>
public partial class IntervalPlot : SvgChart
{
    private IntervalData? _data;

    /// <summary>The rows from top to bottom.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<IntervalRow> Rows { get; set; } = [];

    /// <summary>The axis that all rows share.</summary>
    [Parameter]
    public Axis Axis { get; set; } = new();

    /// <summary>Vertical lines through all rows, for example at 0.</summary>
    [Parameter]
    public IReadOnlyList<ReferenceLine> References { get; set; } = [];

    /// <summary>Legend entry of the measured values, for example "measured, with 99% interval".</summary>
    [Parameter]
    public string MeasuredName { get; set; } = "measured";

    /// <summary>Legend entry of the predicted values.</summary>
    [Parameter]
    public string PredictedName { get; set; } = "predicted";

    /// <summary>Names of the glyphs, for screen readers and where the pointer rests: passed, failed, undecided.</summary>
    [Parameter]
    public IReadOnlyList<string> OutcomeNames { get; set; } = ["passed", "failed", "undecided"];

    private protected override void CheckData()
    {
        Check.That(Axis.Scale != AxisScale.Categorical, Id, $"A categorical axis is for heat maps; choose a linear or logarithmic one.");
        Check.That(OutcomeNames.Count == 3, Id,
            $"OutcomeNames has {OutcomeNames.Count} entries; there must be 3: passed, failed, undecided.");
        foreach (var row in Rows)
            Check.That(!(row.Lower > row.Upper), Id,
                $"Row '{row.Label}' has an interval from {row.Lower:R} to {row.Upper:R}; the lower end must not exceed the upper.");
        foreach (var line in References)
            Check.That(line.Direction == ReferenceDirection.Vertical, Id,
                $"The line across at {line.Value:R} is horizontal; rows have no vertical axis. Make it vertical.");
        _data = new IntervalData(Rows, Axis, References, MeasuredName, PredictedName, OutcomeNames);
    }

    private protected override ChartLayout Layout(int width) => IntervalLayout.Create(_data!, width);
}
