namespace CoEvolve.Charts.Tests;

/// <summary>Data to draw, from a seed.</summary>
internal static class Samples
{
    private static readonly string[] Words = ["zero", "one", "G", "a rather long name of a series", "D + F", "übermäßig", "measured mean of 200 replicates", "x"];

    /// <summary>A line chart's parameters: any number of lines of any size, with gaps, bands, markers and lines across.</summary>
    public static (string Name, object? Value)[] LineChart(int seed)
    {
        var random = new Random(seed);
        int count = random.Next(1, 14), points = random.Next(1, 300);
        var scale = (AxisScale)random.Next(3);
        double size = scale == AxisScale.Linear ? Math.Pow(10, random.Next(-8, 9)) : random.Next(1, 300);
        double[] x = [.. Enumerable.Range(0, points).Select(i => (double)i)];
        var series = new List<LineSeries>();
        for (int s = 0; s < count; s++)
        {
            double value = random.NextDouble() - 0.5;
            double[] y = [.. x.Select(_ => random.Next(20) == 0 && random.Next(3) == 0 ? double.NaN : InUnits(value += 0.1 * (random.NextDouble() - 0.5), scale, size))];
            series.Add(new LineSeries(Words[random.Next(Words.Length)] + (random.Next(3) == 0 ? "" : s.ToString(System.Globalization.CultureInfo.InvariantCulture)), x, y)
            {
                Colour = s - 1,
                Style = (LineStyle)random.Next(3),
                Weight = (LineWeight)random.Next(3),
                Markers = (MarkerPlacement)random.Next(3),
                Band = random.Next(4) == 0 ? Around(y, random.Next(2) == 0 ? "99% of such means" : null) : null,
            });
        }

        var references = Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(2) == 0
            ? new ReferenceLine(ReferenceDirection.Vertical, random.Next(points), Words[random.Next(Words.Length)])
            : new ReferenceLine(ReferenceDirection.Horizontal, InUnits(random.NextDouble() - 0.5, scale, size), Words[random.Next(Words.Length)]));
        return
        [
            ("Series", series.ToArray()),
            ("XAxis", new Axis(random.Next(3) == 0 ? null : "generation")),
            ("YAxis", new Axis(random.Next(3) == 0 ? null : "share-weighted mean of the image diversity, in units of its start") { Scale = scale }),
            ("References", references.ToArray()),
            ("Legend", (LegendPlacement)random.Next(4)),
        ];
    }

    /// <summary>A grid of random values with missing ones.</summary>
    public static Grid Grid(Random random, int columns, int rows) => new(
        Rising(random, columns),
        Rising(random, rows),
        [.. Enumerable.Range(0, columns * rows).Select(_ => random.Next(15) == 0 ? double.NaN : random.NextDouble())]);

    public static GrayImage Picture(Random random) => new(8, 8, [.. Enumerable.Range(0, 64).Select(_ => (double)random.Next(17))]);

    private static Band Around(double[] y, string? name) => new([.. y.Select(v => v - Math.Abs(v) * 0.1)], [.. y.Select(v => v + Math.Abs(v) * 0.1)], name);

    private static double[] Rising(Random random, int count)
    {
        double value = random.Next(1, 5);
        return [.. Enumerable.Range(0, count).Select(_ => value += random.Next(1, 20))];
    }

    private static double InUnits(double value, AxisScale scale, double size) => scale switch
    {
        AxisScale.Linear => value * size,
        AxisScale.Log => Math.Pow(10, value * size),
        _ => value * size * 20,
    };
}
