using CoEvolve.Charts;

namespace CoEvolve.Report;

/// <summary>Makes figures: what was measured is solid and coloured, what was predicted dashed and in the colour of ink.</summary>
internal static class Draw
{
    /// <summary>Under this name all predictions of a chart stand in its legend.</summary>
    public const string PredictedName = "predicted";

    /// <summary>For figures beside each other.</summary>
    public static readonly IReadOnlyList<int> Half = [520, 350];

    /// <summary>For figures that stand alone in the column of the text.</summary>
    public static readonly IReadOnlyList<int> Single = [660, 350];

    /// <summary>Generations, horizontally.</summary>
    public static readonly Axis Generations = new("generation");

    /// <summary>A quantity that is never negative, vertically; an interval that reaches below 0 is cut off there.</summary>
    public static Axis Share(string title) => new(title) { Minimum = 0 };

    /// <summary>A quantity whose 0 means something, vertically.</summary>
    public static Axis AroundZero(string title) => new(title) { IncludeZero = true };

    /// <summary>Powers of ten, of data that are logarithms to base 10.</summary>
    public static Axis Powers(string title) => new(title) { Scale = AxisScale.Exponent };

    /// <summary>A measured course with its interval.</summary>
    public static LineSeries Measured(string name, Course course, int colour) => new(name, X(course), [.. course.Values.Select(v => v.Mean)])
    {
        Colour = colour,
        Band = course.Values.All(v => double.IsNaN(v.Lower)) ? null : new Band([.. course.Values.Select(v => v.Lower)], [.. course.Values.Select(v => v.Upper)]),
    };

    /// <summary>A predicted course.</summary>
    public static LineSeries Predicted(Course course, string name = PredictedName, LineStyle style = LineStyle.Dashed) =>
        new(name, X(course), [.. course.Values.Select(v => v.Mean)]) { Colour = LineSeries.Ink, Style = style };

    /// <summary>A dashed line across for a value that is predicted.</summary>
    public static ReferenceLine Level(double value, string? label) => new(ReferenceDirection.Horizontal, value, label) { Style = LineStyle.Dashed };

    /// <summary>A line chart.</summary>
    public static Figure Lines(
        string id, string title, string? subtitle, string note, Axis y, IReadOnlyList<LineSeries> series, IReadOnlyList<ReferenceLine>? references = null, IReadOnlyList<int>? widths = null, Axis? x = null, LegendPlacement legend = LegendPlacement.Auto) =>
        Chart<LineChart>(id, title, subtitle, note, new()
        {
            [nameof(LineChart.Series)] = series,
            [nameof(LineChart.XAxis)] = x ?? Generations,
            [nameof(LineChart.YAxis)] = y,
            [nameof(LineChart.References)] = references ?? [],
            [nameof(LineChart.Widths)] = widths ?? Half,
            [nameof(LineChart.Legend)] = legend,
        });

    /// <summary>Any chart.</summary>
    /// <param name="id">Anchor; unique on the page.</param>
    /// <param name="title">Heading.</param>
    /// <param name="subtitle">A line below it, or null.</param>
    /// <param name="note">What there is to see, in a sentence.</param>
    /// <param name="parameters">The chart's own.</param>
    public static Figure Chart<T>(string id, string title, string? subtitle, string note, Dictionary<string, object> parameters)
        where T : ChartComponent
    {
        parameters[nameof(ChartComponent.Id)] = id;
        parameters[nameof(ChartComponent.Title)] = title;
        if (subtitle is not null)
            parameters[nameof(ChartComponent.Subtitle)] = subtitle;
        parameters[nameof(ChartComponent.Note)] = note;
        return new Figure(typeof(T), parameters);
    }

    private static double[] X(Course course) => [.. course.Generations.Select(g => (double)g)];
}
