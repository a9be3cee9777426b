namespace CoEvolve.Charts;

/// <summary>What a line chart shows, with the ranges of its axes; the same for every width.</summary>
internal sealed record LineData(IReadOnlyList<LineSeries> Series, IReadOnlyList<ReferenceLine> References, Axis XAxis, Axis YAxis, DataRange X, DataRange Y)
{
    public static LineData Of(IReadOnlyList<LineSeries> series, IReadOnlyList<ReferenceLine> references, Axis xAxis, Axis yAxis)
    {
        DataRange x = new(xAxis.Scale), y = new(yAxis.Scale);
        Extend(series, x, y);
        return new(series, references, xAxis, yAxis, x, y);
    }

    public static void Extend(IReadOnlyList<LineSeries> series, DataRange x, DataRange y)
    {
        foreach (var line in series)
        {
            x.Add(line.X);
            y.Add(line.Y);
            if (line.Band is { } band)
            {
                y.Add(band.Lower);
                y.Add(band.Upper);
            }
        }
    }

    public static void Check(string chart, IReadOnlyList<LineSeries> series, Axis xAxis, Axis yAxis)
    {
        foreach (var line in series)
        {
            Charts.Check.SameLength(chart, line.Name, "y", line.Y.Count, line.X.Count);
            Charts.Check.SameLength(chart, line.Name, "the band's lower limits", line.Band?.Lower.Count ?? line.X.Count, line.X.Count);
            Charts.Check.SameLength(chart, line.Name, "the band's upper limits", line.Band?.Upper.Count ?? line.X.Count, line.X.Count);
            Charts.Check.That(line.Colour >= LineSeries.Ink, chart,
                $"'{line.Name}' has colour {line.Colour}; allowed is {LineSeries.Ink} (ink) or an index from 0.");
        }

        Charts.Check.That(xAxis.Scale != AxisScale.Categorical && yAxis.Scale != AxisScale.Categorical, chart,
            $"A categorical axis is for heat maps; choose a linear or logarithmic one.");
    }
}
