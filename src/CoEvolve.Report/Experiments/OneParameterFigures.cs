using CoEvolve.Charts;

namespace CoEvolve.Report;

/// <summary>What points came to against the one parameter that is swept.</summary>
internal static class OneParameterFigures
{
    // Values over more than this range stand on a logarithmic axis, where they are positive.
    private const double WideRange = 50;

    /// <summary>A parameter that is a number: curves.</summary>
    public static IEnumerable<Block> Numeric(FinalValues[] points, string key, double[] values)
    {
        FinalValues[] sorted = [.. points.Zip(values).OrderBy(p => p.Second).Select(p => p.First)];
        double[] x = [.. values.Order()];
        Axis axis = new(key) { Scale = x[0] > 0 && x[^1] / x[0] >= WideRange ? AxisScale.Log : AxisScale.Linear };
        yield return new FigureRow(
        [
            Draw.Lines(
                "final-text",
                "Text diversity at the end",
                null,
                "Solid: mean with its 99% interval. Dashed: predicted, exactly or from the reader's measured resolution.",
                Draw.Share("Gini–Simpson diversity G"),
                [Measured("measured", x, sorted.Select(p => p.Text), 0), .. Predicted(x, sorted.Select(p => p.PredictedText))],
                x: axis,
                legend: LegendPlacement.Top),
            Draw.Lines(
                "final-images",
                "Image diversity and fidelity error at the end",
                null,
                "Solid: mean with its 99% interval; captions weighted by share."
                    + (sorted.Any(p => double.IsFinite(p.PredictedDiversity)) ? " Dashed: D as predicted, or in the long run where only that is known." : ""),
                Draw.Share("relative to the initial variance"),
                [
                    Measured("diversity D", x, sorted.Select(p => p.Diversity), 1), Measured("fidelity error F", x, sorted.Select(p => p.FidelityError), 2),
                    .. Predicted(x, sorted.Select(p => p.PredictedDiversity)),
                ],
                x: axis,
                legend: LegendPlacement.Top),
        ]);
    }

    /// <summary>A parameter that is a word: a row a value.</summary>
    public static IEnumerable<Block> Named(FinalValues[] points, string key)
    {
        yield return new FigureRow([Draw.Chart<IntervalPlot>(
            "final-values",
            "Diversity at the end",
            key,
            "Means with their 99% intervals, and what is predicted, where it is known.",
            new()
            {
                [nameof(IntervalPlot.Axis)] = Draw.Share("diversity, or fidelity error"),
                [nameof(IntervalPlot.Rows)] = (IReadOnlyList<IntervalRow>)
                [
                    .. Rows("text diversity G", points, p => p.Text, p => p.PredictedText),
                    .. Rows("image diversity D", points, p => p.Diversity, p => p.PredictedDiversity),
                    .. Rows("fidelity error F", points, p => p.FidelityError, _ => double.NaN),
                ],
            })]);
    }

    private static IEnumerable<IntervalRow> Rows(string name, FinalValues[] points, Func<FinalValues, Estimate> measured, Func<FinalValues, double> predicted) =>
        points.Select((p, i) => new IntervalRow(PointGroup.Plain(p.Group.Points.Values[0].Value), measured(p).Mean, measured(p).Lower, measured(p).Upper)
        {
            Predicted = predicted(p),
            ValueText = double.IsFinite(measured(p).Mean) ? Numbers.Text(measured(p).Mean) : null,
            Group = i == 0 ? name : null,
        });

    private static LineSeries Measured(string name, double[] x, IEnumerable<Estimate> values, int colour)
    {
        Estimate[] all = [.. values];
        return new LineSeries(name, x, [.. all.Select(v => v.Mean)])
        {
            Colour = colour,
            Markers = MarkerPlacement.Every,
            Band = new Band([.. all.Select(v => v.Lower)], [.. all.Select(v => v.Upper)]),
        };
    }

    private static IEnumerable<LineSeries> Predicted(double[] x, IEnumerable<double> values)
    {
        double[] all = [.. values];
        if (all.Any(double.IsFinite))
            yield return new LineSeries(Draw.PredictedName, x, all) { Colour = LineSeries.Ink, Style = LineStyle.Dashed };
    }
}
