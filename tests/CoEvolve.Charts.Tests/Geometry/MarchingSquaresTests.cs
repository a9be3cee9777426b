namespace CoEvolve.Charts.Tests;

public sealed class MarchingSquaresTests
{
    [Fact]
    public void The_contour_of_a_cone_is_a_circle()
    {
        double[] axis = [.. Enumerable.Range(0, 41).Select(i => i * 10.0)];
        double[] values = [.. axis.SelectMany(y => axis.Select(x => Math.Sqrt((x - 200) * (x - 200) + (y - 200) * (y - 200))))];
        var line = Assert.Single(MarchingSquares.Trace(axis, axis, values, 120));
        Assert.Equal(line[0], line[^1]);
        // Linear interpolation of a distance errs by less than h²/8r.
        Assert.All(line, p => Assert.Equal(120, Math.Sqrt((p.X - 200) * (p.X - 200) + (p.Y - 200) * (p.Y - 200)), 0.15));
        double length = line.Zip(line.Skip(1), (a, b) => Math.Sqrt((a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y))).Sum();
        Assert.Equal(2 * Math.PI * 120, length, 2.0);
    }

    [Fact]
    public void The_contour_of_a_plane_is_one_straight_line()
    {
        double[] x = [0, 1, 5, 7], y = [0, 2, 3];
        double[] values = [.. y.SelectMany(_ => x.Select(v => v))];
        var line = Assert.Single(MarchingSquares.Trace(x, y, values, 4));
        Assert.All(line, p => Assert.Equal(4, p.X, 12));
        Assert.Equal([0, 2, 3], line.Select(p => p.Y).Order());
    }

    [Fact]
    public void A_saddle_is_joined_as_its_mean_says()
    {
        var high = MarchingSquares.Trace([0, 1], [0, 1], [1, 0, 0, 1.2], 0.5);
        var low = MarchingSquares.Trace([0, 1], [0, 1], [1, 0, 0, 0.8], 0.5);
        Assert.Equal(2, high.Count);
        Assert.Equal(2, low.Count);
        // Mean above the level: the high corners are connected, and each line cuts off a low one.
        Assert.Contains(high, l => l.TrueForAll(p => p.X >= 0.4 && p.Y <= 0.6));
        Assert.Contains(low, l => l.TrueForAll(p => p.X <= 0.6 && p.Y <= 0.6));
    }

    [Fact]
    public void A_missing_value_interrupts_the_line_and_constants_have_none()
    {
        double[] axis = [0, 1, 2, 3];
        double[] values = [.. axis.SelectMany(_ => axis)];
        values[5] = double.NaN;
        Assert.All(MarchingSquares.Trace(axis, axis, values, 1.5), l => Assert.All(l, p => Assert.True(p.Y >= 2)));
        Assert.Empty(MarchingSquares.Trace(axis, axis, new double[16], 1));
    }
}
