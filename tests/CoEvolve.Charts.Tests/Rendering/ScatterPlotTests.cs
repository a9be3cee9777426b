using FsCheck;
using FsCheck.Fluent;

namespace CoEvolve.Charts.Tests;

public sealed class ScatterPlotTests
{
    [Fact]
    public async Task With_the_line_of_equality_both_axes_are_the_same_and_the_plot_is_square()
    {
        var drawing = await Page.OneDrawing<ScatterPlot>(
            480,
            ("Series", (ScatterSeries[])[new("p", [new(1, 9), new(4, 2)])]),
            ("Identity", "predicted = measured"));
        var axis = PathReader.Strokes(drawing.Paths("cc-axis")[0])[0];
        var line = PathReader.Points(drawing.Paths("cc-reference")[0]);
        Assert.Equal(axis[0].X, line[0].X, 0.11);
        Assert.Equal(axis[0].Y, line[0].Y, 0.11);
        Assert.Equal(line[1].X - line[0].X, line[0].Y - line[1].Y, 0.21);
        Assert.Contains(drawing.Texts, t => t.InLegend && t.Text == "predicted = measured");
    }

    [Fact]
    public async Task Error_bars_reach_from_limit_to_limit_and_to_the_edge_of_a_logarithmic_axis()
    {
        var drawing = await Page.OneDrawing<ScatterPlot>(480, ("Series", (ScatterSeries[])[new("p", [new(10, 10) { LowerY = 0, UpperY = 100, LowerX = 1 }])]),
            ("XAxis", new Axis { Scale = AxisScale.Log, Minimum = 1, Maximum = 100 }), ("YAxis", new Axis { Scale = AxisScale.Log, Minimum = 1, Maximum = 100 }));
        var plot = PathReader.Strokes(drawing.Paths("cc-axis")[0])[0];
        var bars = PathReader.Strokes(drawing.Paths("cc-error")[0]);
        Assert.Equal(2, bars.Count);
        double middle = (plot[0].X + plot[1].X) / 2;
        Assert.Equal([plot[0].X, middle], bars[0].Select(p => p.X).Order(), (a, b) => Math.Abs(a - b) < 0.11);
        Assert.Equal(plot[0].Y, bars[1].Max(p => p.Y), 0.11);
        Assert.All(bars[1], p => Assert.Equal(middle, p.X, 0.11));
    }

    [Fact]
    public async Task A_tooltip_belongs_to_its_point_and_points_without_a_place_are_left_out()
    {
        var xml = await Page.Xml<ScatterPlot>(
            ("Widths", (int[])[340]),
            ("Series", (ScatterSeries[])[new("p", [new(1, 1) { Tooltip = "first" }, new(2, 2), new(3, double.NaN), new(2, 3)])]));
        var markers = xml.Descendants("path").Where(p => Drawing.Classes(p).Contains("cc-marker")).ToList();
        Assert.Equal(2, markers.Count);
        Assert.Equal(2, markers[0].Attribute("d")!.Value.Count(c => c == 'M'));
        Assert.Equal("first", markers[1].Element("title")!.Value);
    }

    [Fact]
    public async Task Many_points_become_dots_of_a_few_characters()
    {
        var random = new Random(3);
        ScatterPoint[] points = [.. Enumerable.Range(0, 5000).Select(_ => new ScatterPoint(random.NextDouble(), random.NextDouble()))];
        string html = await Page.Html<ScatterPlot>(("Id", "a"), ("Title", "t"), ("Widths", (int[])[480]), ("Series", (ScatterSeries[])[new("p", points)]));
        Assert.True(html.Length < 5000 * 16, $"{html.Length} characters");
    }

    [Fact]
    public void Whatever_the_points_labels_are_tidy() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var scale = (AxisScale)random.Next(3);
            double size = scale == AxisScale.Linear ? Math.Pow(10, random.Next(-9, 9)) : 1;
            ScatterPoint Point()
            {
                double x = size * Math.Exp(5 * random.NextDouble()), y = size * Math.Exp(5 * random.NextDouble());
                return new(x, y) { LowerY = y / 2, UpperY = random.Next(4) == 0 ? double.NaN : y * 2, LowerX = x * 0.9 };
            }

            ScatterSeries Series(int s) => new($"series {s}", [.. Enumerable.Range(0, random.Next(30)).Select(_ => Point())], s);
            ScatterSeries[] series = [.. Enumerable.Range(0, random.Next(1, 7)).Select(Series)];
            foreach (int width in (int[])[240, 480])
            {
                Page.AssertTidy(Page.OneDrawing<ScatterPlot>(width, ("Series", series), ("Identity", random.Next(2) == 0 ? null : "y = x"),
                    ("XAxis", new Axis("predicted") { Scale = scale }), ("YAxis", new Axis("measured") { Scale = scale })).GetAwaiter().GetResult());
            }
        }).Check(Config.QuickThrowOnFailure.WithReplay(11, 15));
}
