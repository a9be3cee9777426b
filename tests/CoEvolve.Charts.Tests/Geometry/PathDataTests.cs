using FsCheck;
using FsCheck.Fluent;

namespace CoEvolve.Charts.Tests;

public sealed class PathDataTests
{
    [Fact]
    public void Known_points_have_a_known_path()
    {
        Assert.Equal("M10 20l5-5h2.5v.5", new PathData().Line([new(10, 20), new(15, 15), new(17.5, 15), new(17.5, 15.5)]).ToString());
        Assert.Equal("M1 2h0", new PathData().Line([new(1, 2)]).ToString());
        Assert.Equal("M0 0h10v5h-10z", new PathData().Rectangle(new(0, 0, 10, 5)).ToString());
        Assert.Equal("M0 0q5 5 5 0q0-5 5 0", new PathData().Smooth([new(0, 0), new(5, 5), new(5, -5), new(10, 0)], closed: false).ToString());
        Assert.True(new PathData().Line([]).IsEmpty);
    }

    [Fact]
    public void Rounding_errors_do_not_add_up_along_a_line() =>
        Prop.ForAll(Gen.Choose(-100000, 100000).Select(i => i / 137.0).Two().NonEmptyListOf().ToArbitrary(), coordinates =>
        {
            Pixel[] points = [.. coordinates.Select(c => new Pixel(c.Item1, c.Item2))];
            var read = PathReader.Points(new PathData().Line(points).ToString());
            foreach (var point in points)
                Assert.Contains(read, r => Math.Abs(r.X - point.X) < 0.051 && Math.Abs(r.Y - point.Y) < 0.051);
            Assert.Equal(points[^1].X, read[^1].X, 0.051);
        }).Check(Config.QuickThrowOnFailure.WithReplay(11, 15));
}
