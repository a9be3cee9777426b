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
        double start = points.Select(p => p.Group.Spec).Where(s => s is not null).Select(s => 1 - s!.InitialShares.Sum(v => v * v)).DefaultIfEmpty(1).Max();
        Grid Over(Func<FinalValues, double> value)
        {
            double[] cells = [.. Enumerable.Repeat(double.NaN, x.Length * y.Length)];
            for (int p = 0; p < points.Length; p++)
                cells[(Array.IndexOf(y, values[1][p]) * x.Length) + Array.IndexOf(x, values[0][p])] = value(points[p]);
            return new Grid(x, y, cells);
        }

        yield return FigureRow.Of(
            Map("map-text", "Text diversity at the end", keys, "G", Over(p => p.Text.Mean), Over(p => p.PredictedText), start / 2),
            Map("map-images", "Image diversity at the end", keys, "D", Over(p => p.Diversity.Mean), Over(p => p.PredictedDiversity), 0.5));
    }

    private static Figure Map(string id, string title, string[] keys, string symbol, Grid measured, Grid predicted, double level)
    {
        string half = level.ToString("0.###", CultureInfo.InvariantCulture);
        var contours = new List<ContourLine>();
        if (Crosses(measured, level))
            contours.Add(new ContourLine($"measured {symbol} = {half}", level));
        if (Crosses(predicted, level))
            contours.Add(new ContourLine($"predicted {symbol} = {half}", level) { Grid = predicted, Style = LineStyle.Dashed });
        return Draw.Chart<HeatMap>(
            id,
            title,
            null,
            $"Colour: mean {symbol} at the last generation. " + (contours.Count > 0 ? $"Lines: where half of the start is kept, {symbol} = {half}, as measured and, dashed, as predicted." : $"Nowhere is the border {symbol} = {half} crossed, half of the start."),
            new()
            {
                [nameof(HeatMap.Data)] = measured,
                [nameof(HeatMap.XAxis)] = new Axis(keys[0]) { Scale = AxisScale.Categorical },
                [nameof(HeatMap.YAxis)] = new Axis(keys[1]) { Scale = AxisScale.Categorical },
                [nameof(HeatMap.ValueAxis)] = new Axis(symbol) { Minimum = 0, Maximum = 1 },
                [nameof(HeatMap.Contours)] = contours,
                [nameof(HeatMap.ShowValues)] = true,
            });
    }

    private static bool Crosses(Grid grid, double level) => grid.Values.Any(v => v < level) && grid.Values.Any(v => v > level);
}
