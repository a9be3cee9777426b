using FsCheck;
using FsCheck.Fluent;

namespace CoEvolve.Charts.Tests;

public sealed class StackedSharesTests
{
    [Fact]
    public async Task Layers_meet_and_fill_the_plot()
    {
        var drawing = await Page.OneDrawing<StackedShares>(720, ("X", (double[])[0, 1, 2]), ("Shares", (ShareSeries[])[
            new("a", [0.5, 0.1, 0], 0), new("b", [0.5, 0.4, 0.5], 1), new("c", [0, 0.5, 0.5], 2)]));
        var plot = drawing.Plot;
        double[][] tops = [[0.5, 0.1, 0], [1, 0.5, 0.5], [1, double.NaN, 1]];
        for (int k = 0; k < 3; k++)
        {
            var outline = Assert.Single(PathReader.Strokes(drawing.Paths("cc-area")[k]));
            // A straight stretch has no points between its ends.
            for (int i = 0; i < 3; i += k < 2 ? 1 : 2)
                Assert.Contains(outline, p => Math.Abs(p.X - (plot.Left + plot.Width * i / 2)) < 0.11 && Math.Abs(p.Y - (plot.Bottom - plot.Height * tops[k][i])) < 0.11);
        }
    }

    [Fact]
    public async Task A_thick_layer_carries_its_name_and_a_thin_one_is_in_the_legend()
    {
        double[] x = [.. Enumerable.Range(0, 101).Select(i => (double)i)];
        var drawing = await Page.OneDrawing<StackedShares>(720, ("X", x), ("Shares", (ShareSeries[])[
            new("thick", [.. x.Select(_ => 0.98)], 0), new("thin", [.. x.Select(_ => 0.02)], 1)]));
        Assert.False(drawing.Texts.Single(t => t.Text == "thick").InLegend);
        Assert.True(drawing.Texts.Single(t => t.Text == "thin").InLegend);
        Assert.True(drawing.Texts.Single(t => t.Text == "thin").Box.Bottom < drawing.Plot.Top);
    }

    [Fact]
    public async Task A_moment_without_shares_is_a_gap_in_all_layers()
    {
        var drawing = await Page.OneDrawing<StackedShares>(360, ("X", (double[])[0, 1, 2, 3, 4]), ("Shares", (ShareSeries[])[
            new("a", [0.5, 0.5, double.NaN, 0.5, 0.5], 0), new("b", [0.5, 0.5, 0.5, 0.5, 0.5], 1)]));
        Assert.All(drawing.Paths("cc-area"), p => Assert.Equal(2, PathReader.Strokes(p).Count));
    }

    [Fact]
    public void Whatever_the_shares_each_name_stands_once_and_within_its_own_layer() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            int layers = random.Next(1, 11), points = random.Next(2, 200);
            double[][] shares = [.. Enumerable.Range(0, layers).Select(_ => new double[points])];
            double[] weights = [.. Enumerable.Range(0, layers).Select(_ => random.NextDouble())];
            for (int i = 0; i < points; i++)
            {
                for (int k = 0; k < layers; k++)
                    weights[k] = Math.Max(0, weights[k] + 0.1 * (random.NextDouble() - 0.5)) + 1e-9;
                for (int k = 0; k < layers; k++)
                    shares[k][i] = weights[k] / weights.Sum();
            }

            var series = shares.Select((s, k) => new ShareSeries($"caption {k}", s, k)).ToArray();
            var drawing = Page.OneDrawing<StackedShares>(
                360,
                ("X", Enumerable.Range(0, points).Select(i => (double)i).ToArray()),
                ("Shares", series),
                ("YTitle", "share")).GetAwaiter().GetResult();
            Page.AssertTidy(drawing, textsInPlot: true);
            for (int k = 0; k < layers; k++)
            {
                var text = Assert.Single(drawing.Texts, t => t.Text == $"caption {k}");
                if (text.InLegend)
                    continue;
                // No boundary of any layer goes through the text.
                foreach (var point in drawing.Points("cc-area"))
                    Assert.False(point.X > text.Box.Left && point.X < text.Box.Right && point.Y > text.Box.Top + 0.5 && point.Y < text.Box.Bottom - 0.5, $"{point} in {text}");
            }
        }).Check(Config.QuickThrowOnFailure.WithReplay(11, 15));

    [Fact]
    public async Task Shares_beyond_one_and_times_in_disorder_are_refused()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => Page.Xml<StackedShares>(
            ("X", (double[])[0, 1]),
            ("Shares", (ShareSeries[])[new("a", [0.5, 1.5], 0)])));
        Assert.Equal("chart: 'a' has share 1.5 at index 1; allowed is 0 to 1, or NaN for none.", error.Message);
        await Assert.ThrowsAsync<ArgumentException>(() => Page.Xml<StackedShares>(
            ("X", (double[])[1, 1]),
            ("Shares", (ShareSeries[])[new("a", [1, 1], 0)])));
    }
}
