using FsCheck;
using FsCheck.Fluent;

namespace CoEvolve.Charts.Tests;

public sealed class HeatMapTests
{
    private static readonly Grid Small = new([0, 1, 10], [1, 2], [0, 0.5, 1, 0.25, double.NaN, 0.75]);

    [Fact]
    public async Task Categorical_cells_are_equally_wide_and_have_the_colour_of_their_value()
    {
        var drawing = await Map(Small, AxisScale.Categorical);
        var axis = PathReader.Strokes(drawing.Paths("cc-axis")[1])[0];
        double third = (axis[1].X - axis[0].X) / 3;
        foreach (var (css, column) in ((string, int)[])[("cc-h0", 0), ("cc-h10", 1), ("cc-h20", 2)])
        {
            var cell = PathReader.Strokes(drawing.Paths(css)[^1])[0];
            Assert.Equal(axis[0].X + column * third, cell.Min(p => p.X), 0.2);
            Assert.Equal(third, cell.Max(p => p.X) - cell.Min(p => p.X), 0.7);
            Assert.Equal(axis[0].Y, cell.Max(p => p.Y), 0.2);
        }

        Assert.NotEmpty(drawing.Points("cc-missing"));
        Assert.Contains(drawing.Texts, t => t.Text == "no value");
    }

    [Fact]
    public async Task Uneven_cells_meet_halfway_between_their_values()
    {
        var drawing = await Map(new Grid([0, 1, 10], [1, 2], [0, 1, 0, 0, 1, 0]), AxisScale.Linear);
        var axis = PathReader.Strokes(drawing.Paths("cc-axis")[1])[0];
        var cell = drawing.Points("cc-h20").Where(p => p.Y > 100).ToList();
        // Edges at −0.5, 0.5, 5.5 and 14.5.
        double unit = (axis[1].X - axis[0].X) / 15;
        Assert.Equal(axis[0].X + unit, cell.Min(p => p.X), 0.2);
        Assert.Equal(axis[0].X + 6 * unit, cell.Max(p => p.X), 0.7);
    }

    [Fact]
    public async Task A_contour_crosses_halfway_between_cells_and_carries_its_label()
    {
        double[] axis = [1, 2, 3, 4, 5, 6];
        var grid = new Grid(axis, axis, [.. axis.SelectMany(y => axis.Select(_ => y))]);
        var drawing = await Page.OneDrawing<HeatMap>(520, ("Data", grid), ("Contours", (ContourLine[])[new("here", 3.5) { Label = "3.5" }]));
        var bottom = PathReader.Strokes(drawing.Paths("cc-axis")[1])[0][0].Y;
        var cells = drawing.Points("cc-h0").Concat(drawing.Points("cc-h20")).Where(p => p.Y > 60).ToList();
        double top = cells.Min(p => p.Y);
        Assert.All(PathReader.Points(drawing.Paths("cc-line")[0]), p => Assert.Equal((top + bottom) / 2, p.Y, 0.6));
        Assert.Contains(drawing.Texts, t => t.Text == "3.5" && t.Turned);
        Assert.Contains(drawing.Texts, t => t.Text == "here" && t.InLegend);
    }

    [Fact]
    public async Task A_theory_on_a_finer_grid_is_drawn_on_the_same_axes()
    {
        double[] fine = [.. Enumerable.Range(0, 101).Select(i => i / 10.0)];
        var theory = new Grid(fine, [1, 2], [.. fine.Concat(fine)]);
        var drawing = await Page.OneDrawing<HeatMap>(
            520,
            ("Data", Small),
            ("XAxis", new Axis { Scale = AxisScale.Categorical }),
            ("Contours", (ContourLine[])[new("theory", 5.5) { Grid = theory }]));
        var axis = PathReader.Strokes(drawing.Paths("cc-axis")[1])[0];
        // 5.5 lies halfway between the categories 1 and 10: at the boundary of the second and third of three cells.
        Assert.All(drawing.Points("cc-line"), p => Assert.Equal(axis[0].X + (axis[1].X - axis[0].X) * 2 / 3, p.X, 0.2));
    }

    [Fact]
    public async Task Values_are_written_only_where_all_have_room()
    {
        var wide = await Page.OneDrawing<HeatMap>(
            520,
            ("Data", Small),
            ("ShowValues", true),
            ("XAxis", new Axis { Scale = AxisScale.Categorical }),
            ("YAxis", new Axis { Scale = AxisScale.Categorical }));
        Assert.Contains(wide.Texts, t => t.Text == "0.25");
        var narrow = await Page.OneDrawing<HeatMap>(200, ("Data", Samples.Grid(new Random(1), 30, 5)), ("ShowValues", true));
        Assert.DoesNotContain(narrow.Element.Descendants("g"), g => Drawing.Classes(g).Any(c => c.StartsWith("cc-on-", StringComparison.Ordinal)));
    }

    [Fact]
    public void Whatever_the_grid_labels_are_tidy() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var grid = Samples.Grid(random, random.Next(1, 25), random.Next(1, 25));
            (string, object?)[] parameters =
            [
                ("Data", grid),
                ("XAxis", new Axis("perception noise τ") { Scale = (AxisScale)random.Next(4) }),
                ("YAxis", new Axis("learning rate") { Scale = (AxisScale)random.Next(4) }),
                ("ValueAxis", new Axis("diversity") { Scale = random.Next(2) == 0 ? AxisScale.Log : AxisScale.Linear }),
                ("Ramp", (ColourRamp)random.Next(2)),
                ("Contours", (ContourLine[])[new("half", 0.5) { Label = "½" }, new("a fifth of what there was in the beginning", 0.2) { Label = "20%", Style = LineStyle.Dashed }]),
            ];
            foreach (int width in (int[])[220, 350, 520])
                Page.AssertTidy(Page.OneDrawing<HeatMap>(width, parameters).GetAwaiter().GetResult(), textsInPlot: true);
        }).Check(Config.QuickThrowOnFailure.WithReplay(11, 15));

    [Fact]
    public async Task A_grid_in_disorder_is_refused_by_name()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => Page.Xml<HeatMap>(("Data", new Grid([2, 1], [0], [1, 2]))));
        Assert.Equal("chart: Data.X[1] is 1 after 2; values must rise.", error.Message);
        error = await Assert.ThrowsAsync<ArgumentException>(() => Page.Xml<HeatMap>(("Data", new Grid([1, 2], [0], [1]))));
        Assert.Equal("chart: 'Data' has 1 values; there must be 2 × 1.", error.Message);
    }

    private static Task<Drawing> Map(Grid grid, AxisScale scale) =>
        Page.OneDrawing<HeatMap>(
            520,
            ("Data", grid),
            ("XAxis", new Axis { Scale = scale }),
            ("YAxis", new Axis { Scale = AxisScale.Categorical }),
            ("ValueAxis", new Axis("v") { Minimum = 0, Maximum = 1 }));
}
