using FsCheck;
using FsCheck.Fluent;

namespace CoEvolve.Charts.Tests;

public sealed class LineChartTests
{
    private static readonly double[] Ten = [.. Enumerable.Range(0, 11).Select(i => (double)i)];

    [Fact]
    public async Task Known_points_are_drawn_where_the_axes_say()
    {
        var drawing = await Chart(Line([0, 5, 10], [0, 1, 0.5]), ("YAxis", new Axis { Minimum = 0, Maximum = 2 }));
        var plot = drawing.Plot;
        var points = drawing.Points("cc-line").Where(p => p.X <= plot.Right + 0.1).ToList();
        Assert.Equal(3, points.Count);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(plot.Left + plot.Width * i / 2, points[i].X, 0.11);
            Assert.Equal(plot.Bottom - plot.Height * (i == 0 ? 0 : i == 1 ? 0.5 : 0.25), points[i].Y, 0.11);
        }
    }

    [Fact]
    public async Task A_missing_point_breaks_the_line_and_one_that_stands_alone_is_a_dot()
    {
        var drawing = await Chart(Line(Ten, [0, 1, 2, double.NaN, 4, double.PositiveInfinity, 6, 7, 6, 9, 5]));
        Assert.Equal(3, PathReader.Strokes(drawing.Paths("cc-line")[0]).Count);
        Assert.Contains("h0", drawing.Paths("cc-line")[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_logarithmic_axis_zero_is_missing_and_the_collapse_is_a_straight_line()
    {
        double[] y = [.. Ten.Select(t => Math.Pow(10, -30 * t))];
        var drawing = await Chart(
            Line([.. Ten, 11, 12], [.. y, 0, -1]),
            ("YAxis", new Axis("det Σ") { Scale = AxisScale.Log }),
            ("XAxis", new Axis { Maximum = 10 }));
        var stroke = Assert.Single(PathReader.Strokes(drawing.Paths("cc-line")[0]));
        Assert.Equal(2, stroke.Count);
        Assert.Contains(drawing.Texts, t => t.Text == "10−300");
        Assert.Contains(drawing.Texts, t => t.Text == "1");
    }

    [Fact]
    public async Task A_band_goes_along_its_upper_limits_and_back_along_the_lower()
    {
        var drawing = await Chart(
            Line([0, 1, 2], [1, 2, 1]) with { Band = new Band([0.5, 1, 0], [1.5, 3, 4]) },
            ("YAxis", new Axis { Minimum = 0, Maximum = 4 }));
        var plot = drawing.Plot;
        var outline = Assert.Single(PathReader.Strokes(drawing.Paths("cc-band")[0]));
        Assert.Equal(6, outline.Count);
        double[] expected = [1.5, 3, 4, 0, 1, 0.5];
        for (int i = 0; i < 6; i++)
            Assert.Equal(plot.Bottom - plot.Height * expected[i] / 4, outline[i].Y, 0.11);
    }

    [Fact]
    public async Task A_band_that_reaches_zero_on_a_logarithmic_axis_ends_at_the_edge()
    {
        var drawing = await Chart(
            Line([0, 1, 2], [1, 0.1, 0.01]) with { Band = new Band([0.5, -1, 0], [2, 1, double.PositiveInfinity]) },
            ("YAxis", new Axis { Scale = AxisScale.Log }));
        var points = drawing.Points("cc-band");
        Assert.Equal(drawing.Plot.Bottom, points.Max(p => p.Y), 0.11);
        Assert.Equal(drawing.Plot.Top, points.Min(p => p.Y), 0.11);
    }

    [Fact]
    public async Task Data_beyond_a_fixed_axis_are_cut_off_at_the_edge()
    {
        var drawing = await Chart(Line(Ten, [.. Ten.Select(t => t * 1e6 - 5e6)]), ("YAxis", new Axis { Minimum = -1, Maximum = 1 }));
        var plot = drawing.Plot;
        Assert.All(drawing.Points("cc-line").Where(p => p.X <= plot.Right), p => Assert.InRange(p.Y, plot.Top - 0.1, plot.Bottom + 0.1));
    }

    [Fact]
    public async Task Predictions_are_drawn_over_what_they_predict()
    {
        var xml = await Page.Xml<LineChart>(("Widths", (int[])[360]), ("Series", (LineSeries[])[
            Line([0, 1], [0, 1]) with { Name = "predicted", Style = LineStyle.Dashed, Colour = LineSeries.Ink },
            Line([0, 1], [0, 1.1]) with { Name = "measured" }]));
        string[] names = [.. xml.Descendants("g").Select(g => g.Element("title")?.Value).OfType<string>()];
        Assert.Equal(["measured", "predicted"], names);
    }

    [Fact]
    public async Task Lines_that_end_apart_are_named_at_their_ends_and_others_in_a_legend()
    {
        var apart = await Page.OneDrawing<LineChart>(
            720,
            ("Series", (LineSeries[])[Line([0, 1], [0, 1]) with { Name = "up" }, Line([0, 1], [1, 0]) with { Name = "down" }]));
        Assert.DoesNotContain(apart.Texts, t => t.InLegend);
        var up = apart.Texts.Single(t => t.Text == "up").Box;
        Assert.True(up.Left > apart.Plot.Right);
        Assert.Equal(apart.Plot.Top, up.Top + up.Height / 2, 8.0);

        var together = await Page.OneDrawing<LineChart>(
            720,
            ("Series", Enumerable.Range(0, 8).Select(i => Line([0, 1], [i, 0]) with { Name = $"caption {i}" }).ToArray()));
        Assert.Equal(8, together.Texts.Count(t => t.InLegend));
        var early = await Page.OneDrawing<LineChart>(
            720,
            ("Series", (LineSeries[])[Line(Ten, [.. Ten]) with { Name = "long" }, Line([0, 1, 2], [1, 2, 1]) with { Name = "short" }]));
        Assert.Equal(2, early.Texts.Count(t => t.InLegend));
    }

    [Fact]
    public async Task Series_of_one_name_share_one_entry()
    {
        var replicates = Enumerable.Range(0, 30).Select(i => Line([0, 1], [i, i]) with { Name = "replicate", Weight = LineWeight.Faint });
        var drawing = await Page.OneDrawing<LineChart>(720, ("Series", replicates.Append(Line([0, 1], [15, 15]) with { Name = "mean" }).ToArray()));
        Assert.Single(drawing.Texts, t => t.Text == "replicate" && t.InLegend);
        Assert.Single(drawing.Texts, t => t.Text == "mean" && !t.InLegend);
    }

    [Fact]
    public async Task A_name_that_just_fits_is_not_cut_off()
    {
        for (int i = 0; i < 200; i++)
        {
            string name = new('i', i % 20 + 1);
            var drawing = await Page.OneDrawing<LineChart>(360 + i, ("Series", (LineSeries[])[Line([0, 1], [0, 1]) with { Name = name }]));
            Assert.Contains(drawing.Texts, t => t.Text == name);
        }
    }

    [Fact]
    public async Task Bands_of_one_meaning_share_one_entry()
    {
        LineSeries One(int i) => Line([0, 1], [i * 9, i]) with { Name = $"s{i}", Colour = i, Band = new Band([i * 9, i], [i * 9 + 1, i + 1], "99%") };
        LineSeries[] series = [One(0), One(1), One(2)];
        var drawing = await Page.OneDrawing<LineChart>(360, ("Series", series));
        Assert.Single(drawing.Texts, t => t.Text == "99%" && t.InLegend);
    }

    [Theory]
    [InlineData(LegendPlacement.Top)]
    [InlineData(LegendPlacement.Right)]
    public async Task A_legend_is_outside_of_the_plot_whatever_its_length(LegendPlacement placement)
    {
        foreach (int count in (int[])[1, 3, 10, 25])
        {
            var series = Enumerable.Range(0, count).Select(i => Line(Ten, [.. Ten.Select(t => Math.Sin(t + i))]) with { Name = $"series number {i}", Colour = i }).ToArray();
            foreach (int width in (int[])[180, 360, 720])
            {
                var drawing = await Page.OneDrawing<LineChart>(width, ("Series", series), ("Legend", placement), ("YAxis", new Axis("value")));
                Assert.Equal(count, drawing.Texts.Count(t => t.InLegend));
                Page.AssertTidy(drawing);
                bool beside = drawing.Texts.Where(t => t.InLegend).All(t => t.Box.Left > drawing.Plot.Right);
                Assert.Equal(placement == LegendPlacement.Right && width >= 480, beside);
            }
        }
    }

    [Fact]
    public async Task Lines_across_are_named_outside_of_the_plot()
    {
        ReferenceLine[] lines = [
            new(ReferenceDirection.Horizontal, 5, "five"), new(ReferenceDirection.Horizontal, 5.1, "a bit more than five"), new(ReferenceDirection.Horizontal, 99, "far away"),
            new(ReferenceDirection.Vertical, 1, "first"), new(ReferenceDirection.Vertical, 1.2, "next one"),
            new(ReferenceDirection.Vertical, 1.4, "another"), new(ReferenceDirection.Vertical, 10, "the last of them all")];
        foreach (int width in (int[])[360, 720])
        {
            var drawing = await Page.OneDrawing<LineChart>(width, ("Series", (LineSeries[])[Line(Ten, Ten)]), ("References", lines));
            Page.AssertTidy(drawing);
            foreach (var line in lines)
                Assert.Equal(line.Value < 99 ? 1 : 0, drawing.Texts.Count(t => t.Text == line.Label));
            foreach (var stem in drawing.Paths("cc-reference").Select(PathReader.Points).Where(p => p[0].X == p[^1].X))
            {
                var upright = new Box(stem[0].X, stem.Min(p => p.Y), 0.01, stem.Max(p => p.Y) - stem.Min(p => p.Y));
                Assert.DoesNotContain(drawing.Texts, t => t.Box.Overlaps(upright));
            }
        }
    }

    [Fact]
    public void Whatever_the_data_labels_neither_overlap_nor_leave_the_drawing_nor_cover_the_plot() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            foreach (int width in (int[])[200, 360, 720])
            {
                var drawing = Page.OneDrawing<LineChart>(width, Samples.LineChart(seed)).GetAwaiter().GetResult();
                Page.AssertTidy(drawing);
                // Names of this length have room on every page, so none is cut off.
                Assert.True(width < 720 || drawing.Texts.All(t => !t.Text.EndsWith('…')));
            }
        }).Check(Config.QuickThrowOnFailure.WithReplay(11, 15));

    [Fact]
    public async Task Ten_long_lines_stay_small()
    {
        var random = new Random(1);
        double[] x = [.. Enumerable.Range(0, 5000).Select(i => (double)i)];
        var series = Enumerable.Range(0, 10).Select(s => Line(x, [.. x.Select(_ => random.NextDouble())])).ToArray();
        var drawing = await Page.OneDrawing<LineChart>(720, ("Series", series));
        Assert.All(drawing.Paths("cc-line").Take(10), p => Assert.True(PathReader.Points(p).Count <= 4 * 720));
    }

    [Fact]
    public async Task The_description_names_axes_ranges_and_series()
    {
        var drawing = await Chart(Line([0, 200], [0.8, 0.2]) with { Name = "G" }, ("XAxis", new Axis("generation")), ("YAxis", new Axis("diversity")));
        Assert.Equal("Line chart. Horizontal: generation, from 0 to 200. Vertical: diversity, from 0.2 to 0.8. 1 line: G, from 0.8 to 0.2.", drawing.Element.Element("desc")!.Value);
    }

    [Theory]
    [InlineData("y")]
    [InlineData("lower")]
    public async Task Lists_of_unequal_length_are_refused_by_name(string wrong)
    {
        var line = wrong == "y" ? Line([0, 1], [1]) : Line([0, 1], [1, 2]) with { Band = new Band([1], [1, 2]) };
        var error = await Assert.ThrowsAsync<ArgumentException>(() => Page.Xml<LineChart>(("Series", (LineSeries[])[line])));
        Assert.StartsWith("chart: 'line' has 1 values of ", error.Message, StringComparison.Ordinal);
    }

    private static LineSeries Line(double[] x, double[] y) => new("line", x, y);

    private static Task<Drawing> Chart(LineSeries series, params (string Name, object? Value)[] parameters) =>
        Page.OneDrawing<LineChart>(720, [("Series", (LineSeries[])[series]), .. parameters]);
}
