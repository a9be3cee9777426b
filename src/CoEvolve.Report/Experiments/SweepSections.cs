using System.Globalization;
using CoEvolve.Charts;

namespace CoEvolve.Report;

/// <summary>What became of the points of a sweep: against one parameter, over two, or as a table; and some of the courses.</summary>
internal static class SweepSections
{
    private const int MostPanels = 24;
    private const int MostRows = 200;

    private static readonly string[] NumberColumns = ["G", "99% interval", "predicted G", "D", "99% interval", "predicted D", "F", "99% interval"];

    /// <summary>The sections.</summary>
    public static IEnumerable<Section> Of(ExperimentData experiment)
    {
        FinalValues[] points = [.. experiment.Groups.Select(FinalValues.Of)];
        string[] keys = [.. experiment.Groups[0].Points.Values.Select(v => v.Key)];
        double[][]? numbers = Values(points, keys);
        yield return new Section("outcome", "What the points came to", "Outcome",
        [
            .. keys.Length switch
            {
                1 when numbers is not null => OneParameterFigures.Numeric(points, keys[0], numbers[0]),
                1 => OneParameterFigures.Named(points, keys[0]),
                2 when numbers is not null => TwoParameterFigures.Of(points, keys, numbers),
                _ => [],
            },
            Table(points, keys),
            .. LeftOut(points.Length, MostRows, "The results file has the others; `coevolve export` writes all of them."),
        ]);
        yield return Courses(experiment);
    }

    // By key the number of each point; null if a value of any is no number.
    private static double[][]? Values(FinalValues[] points, string[] keys)
    {
        var all = new double[keys.Length][];
        for (int k = 0; k < keys.Length; k++)
        {
            all[k] = new double[points.Length];
            for (int p = 0; p < points.Length; p++)
            {
                if (!double.TryParse(points[p].Group.Points.Values[k].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out all[k][p]) || !double.IsFinite(all[k][p]))
                    return null;
            }
        }

        return all;
    }

    private static DataTable Table(FinalValues[] points, string[] keys) => new(
        [
            .. keys.Select(k => new Column(k)),
            .. NumberColumns.Select(heading => new Column(heading, ColumnKind.Number)),
        ],
        [
            .. points.Take(MostRows).Select(p => new DataRow(
            [
                .. p.Group.Points.Values.Select(v => PointGroup.Plain(v.Value)),
                Text(p.Text.Mean), Interval(p.Text), Text(p.PredictedText), Text(p.Diversity.Mean), Interval(p.Diversity), Text(p.PredictedDiversity), Text(p.FidelityError.Mean), Interval(p.FidelityError),
            ])),
        ])
    {
        Caption = "At each point's last generation: text diversity G, image diversity D and fidelity error F",
    };

    private static Section Courses(ExperimentData experiment)
    {
        int count = Math.Min(MostPanels, experiment.Groups.Count);
        GroupData[] shown = [.. Enumerable.Range(0, count).Select(i => experiment.Groups[(int)((long)i * (experiment.Groups.Count - 1) / Math.Max(1, count - 1))])];
        Figure figure = Draw.Chart<SmallMultiples>(
            "courses",
            "Diversity over the generations",
            null,
            "Solid: means with their 99% intervals; images weighted by share. Dashed: G as predicted, exactly or from the reader's measured resolution.",
            new()
            {
                [nameof(SmallMultiples.Items)] = (IReadOnlyList<LinePanel>)[.. shown.Select(Panel)],
                [nameof(SmallMultiples.XAxis)] = Draw.Generations,
                [nameof(SmallMultiples.YAxis)] = Draw.Share("diversity"),
                [nameof(SmallMultiples.CellWidth)] = 200,
            });
        return new Section("courses-section", "How they came there", "Courses",
            [new FigureRow([figure]) { Wide = true }, .. LeftOut(experiment.Groups.Count, MostPanels, "Those that are shown are evenly spread, the first and the last among them.")]);
    }

    private static LinePanel Panel(GroupData group)
    {
        Course exact = Expected.Of(group.Spec, "gini_simpson", [Findings.PredictionKind.Exact]);
        Course predicted = Expected.IsExact(group.Spec, exact, "gini_simpson") ? exact : Expected.TextDiversity(group.Spec, group.PooledResolution(group.Text));
        LineSeries[] series =
        [
            Draw.Measured("text diversity G", group.TextDiversity(group.Text), 0),
            Draw.Measured("image diversity D", group.ImageDiversity(group.Image), 1),
            Draw.Predicted(predicted),
        ];
        return new LinePanel(group.Points.Label, [.. series.Where(s => s.X.Count > 0)]);
    }

    private static IEnumerable<Block> LeftOut(int all, int most, string where)
    {
        if (all > most)
            yield return new Paragraph($"{Numbers.Count(most)} of {Numbers.Count(all)} points are shown. {where}");
    }

    private static string Text(double number) => Numbers.Text(double.IsFinite(number) ? number : null);

    private static string Interval(Estimate estimate) =>
        double.IsFinite(estimate.Lower) ? Numbers.Interval(estimate.Lower, estimate.Upper) : Numbers.None;
}
