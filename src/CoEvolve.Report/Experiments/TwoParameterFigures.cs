using System.Globalization;
using CoEvolve.Charts;

namespace CoEvolve.Report;

/// <summary>Phase diagrams: what points came to over the two parameters that are swept.</summary>
internal static class TwoParameterFigures
{
    /// <summary>The figures.</summary>
    /// <param name="points">The points.</param>
    /// <param name="keys">The two parameters; the first is drawn horizontally.</param>
    /// <param name="values">By parameter the number of each point.</param>
    public static IEnumerable<Block> Of(FinalValues[] points, string[] keys, double[][] values)
    {
        double[] x = [.. values[0].Distinct().Order()], y = [.. values[1].Distinct().Order()];
        Grid Over(Func<FinalValues, double> value)
        {
            double[] cells = [.. Enumerable.Repeat(double.NaN, x.Length * y.Length)];
            for (int p = 0; p < points.Length; p++)
                cells[(Array.IndexOf(y, values[1][p]) * x.Length) + Array.IndexOf(x, values[0][p])] = value(points[p]);
            return new Grid(x, y, cells);
        }

        yield return new FigureRow(
        [
            Map("map-text", "Text diversity at the end", keys, "G", Over(p => p.Text.Mean), Over(p => p.PredictedText)),
            Map("map-images", "Image diversity at the end", keys, "D", Over(p => p.Diversity.Mean), Over(p => p.LongRunDiversity)),
        ]);
    }

    private static Figure Map(string id, string title, string[] keys, string symbol, Grid measured, Grid predicted)
    {
        double level = Middle(measured);
        string border = $"{symbol} = {level.ToString("0.##", CultureInfo.InvariantCulture)}";
        var contours = new List<ContourLine>();
        if (Crosses(measured, level))
            contours.Add(new ContourLine($"measured: {border}", level));
        if (Crosses(predicted, level))
            contours.Add(new ContourLine($"predicted: {border}", level) { Grid = predicted, Style = LineStyle.Dashed });
        return Draw.Chart<HeatMap>(
            id,
            title,
            null,
            $"Colour: mean {symbol} at the last generation. " + (contours.Count > 0 ? $"Lines: {border}, halfway between the least and the most, as measured and, where theory is complete enough, dashed as predicted." : "All points came to nearly the same."),
            new()
            {
                [nameof(HeatMap.Data)] = measured,
                [nameof(HeatMap.XAxis)] = new Axis(keys[0]) { Scale = AxisScale.Categorical },
                [nameof(HeatMap.YAxis)] = new Axis(keys[1]) { Scale = AxisScale.Categorical },
                [nameof(HeatMap.ValueAxis)] = new Axis(symbol) { Minimum = 0, Maximum = 1 },
                [nameof(HeatMap.Contours)] = contours,
                [nameof(HeatMap.ShowValues)] = contours.Count == 0,
            });
    }

    // To two decimals, so that the line is where its name says.
    private static double Middle(Grid grid)
    {
        double[] known = [.. grid.Values.Where(double.IsFinite).DefaultIfEmpty(0)];
        return Math.Round((known.Min() + known.Max()) / 2, 2);
    }

    private static bool Crosses(Grid grid, double level) => grid.Values.Any(v => v < level) && grid.Values.Any(v => v > level);
}
