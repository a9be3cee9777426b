namespace CoEvolve.Charts;

/// <summary>What a scatter plot shows; the same for every width.</summary>
internal sealed record ScatterData(
    IReadOnlyList<ScatterSeries> Series,
    IReadOnlyList<ReferenceLine> References,
    Axis XAxis,
    Axis YAxis,
    DataRange X,
    DataRange Y,
    string? Identity)
{
    public static ScatterData Of(IReadOnlyList<ScatterSeries> series, IReadOnlyList<ReferenceLine> references, Axis xAxis, Axis yAxis, string? identity)
    {
        DataRange x = new(xAxis.Scale), y = identity is null ? new(yAxis.Scale) : x;
        foreach (var point in series.SelectMany(s => s.Points))
        {
            x.Add(point.X);
            x.Add(point.LowerX);
            x.Add(point.UpperX);
            y.Add(point.Y);
            y.Add(point.LowerY);
            y.Add(point.UpperY);
        }

        if (identity is not null)
        {
            // One range for both, whichever axis was told its ends.
            double? low = xAxis.Minimum ?? yAxis.Minimum, high = xAxis.Maximum ?? yAxis.Maximum;
            bool zero = xAxis.IncludeZero || yAxis.IncludeZero;
            xAxis = xAxis with { Minimum = low, Maximum = high, IncludeZero = zero };
            yAxis = yAxis with { Minimum = low, Maximum = high, IncludeZero = zero };
        }

        return new(series, references, xAxis, yAxis, x, y, identity);
    }
}
