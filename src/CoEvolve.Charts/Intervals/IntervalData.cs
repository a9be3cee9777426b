namespace CoEvolve.Charts;

/// <summary>What an interval plot shows; the same for every width.</summary>
internal sealed class IntervalData
{
    public IntervalData(
        IReadOnlyList<IntervalRow> rows,
        Axis axis,
        IReadOnlyList<ReferenceLine> references,
        string measuredName,
        string predictedName,
        IReadOnlyList<string> outcomeNames)
    {
        (Rows, Axis, References, MeasuredName, PredictedName, OutcomeNames) = (rows, axis, references, measuredName, predictedName, outcomeNames);
        var range = new DataRange(axis.Scale);
        foreach (var row in rows)
        {
            range.Add(row.Measured);
            range.Add(row.Predicted);
            range.Add(row.Lower);
            range.Add(row.Upper);
        }

        Range = range;
    }

    public IReadOnlyList<IntervalRow> Rows { get; }

    public Axis Axis { get; }

    public IReadOnlyList<ReferenceLine> References { get; }

    public string MeasuredName { get; }

    public string PredictedName { get; }

    public IReadOnlyList<string> OutcomeNames { get; }

    public DataRange Range { get; }

    public IEnumerable<LegendItem> Legend()
    {
        if (Rows.Any(r => !double.IsNaN(r.Measured)))
            yield return new(MeasuredName, 0) { Marker = MarkerShape.Circle, Line = Rows.Any(r => !double.IsNaN(r.Lower)) ? LineStyle.Solid : null };
        if (Rows.Any(r => !double.IsNaN(r.Predicted)))
            yield return new(PredictedName, LineSeries.Ink) { Bar = true };
    }

    public string? OutcomeName(CheckOutcome outcome) => outcome == CheckOutcome.None ? null : OutcomeNames[(int)outcome - 1];
}
