using FsCheck;
using FsCheck.Fluent;

namespace CoEvolve.Charts.Tests;

public sealed class ClippingTests
{
    private static readonly Box Plot = new(10, 20, 100, 50);

    [Fact]
    public void A_line_that_leaves_and_returns_is_cut_at_the_edge()
    {
        var pieces = Clipping.Line([new(20, 40), new(20, 0), new(40, 0), new(40, 40)], Plot);
        Assert.Equal(2, pieces.Count);
        Assert.Equal([new(20, 40), new(20, 20)], pieces[0]);
        Assert.Equal([new(40, 20), new(40, 40)], pieces[1]);
    }

    [Fact]
    public void A_line_inside_stays_the_same()
    {
        Pixel[] line = [new(10, 20), new(50, 60), new(110, 70)];
        Assert.Equal(line, Assert.Single(Clipping.Line(line, Plot)));
    }

    [Fact]
    public void Nothing_is_left_outside() =>
        Prop.ForAll(Gen.Choose(-300, 300).Two().NonEmptyListOf().ToArbitrary(), coordinates =>
        {
            List<Pixel> points = [.. coordinates.Select(c => new Pixel(c.Item1, c.Item2))];
            Assert.All(Clipping.Line(points, Plot).SelectMany(p => p), p => Assert.True(Clipping.Inside(p, Plot)));
            Assert.All(Clipping.Polygon(points, Plot), p => Assert.True(Clipping.Inside(p, Plot)));
        }).Check(Config.QuickThrowOnFailure.WithReplay(11, 15));

    [Fact]
    public void A_polygon_around_the_plot_becomes_the_plot()
    {
        var cut = Clipping.Polygon([new(-1000, -1000), new(1000, -1000), new(1000, 1000), new(-1000, 1000)], Plot);
        Assert.Equal(4, cut.Count);
        Assert.Equal(10, cut.Min(p => p.X), 9);
        Assert.Equal(70, cut.Max(p => p.Y), 9);
    }
}
