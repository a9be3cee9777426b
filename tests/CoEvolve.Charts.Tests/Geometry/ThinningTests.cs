using FsCheck;
using FsCheck.Fluent;

namespace CoEvolve.Charts.Tests;

public sealed class ThinningTests
{
    [Fact]
    public void A_long_line_keeps_few_points_a_pixel_and_every_extreme() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            double value = 100;
            Pixel[] line = [.. Enumerable.Range(0, 20000).Select(i => new Pixel(i * 0.03, value += random.NextDouble() * 4 - 2))];
            var thin = Thinning.Line(line);
            Assert.True(thin.Count <= 4 * 601);
            Assert.Equal(line[0], thin[0]);
            Assert.Equal(line[^1], thin[^1]);
            Assert.Equal(line.Min(p => p.Y), thin.Min(p => p.Y), 0.2);
            Assert.Equal(line.Max(p => p.Y), thin.Max(p => p.Y), 0.2);
        }).Check(Config.QuickThrowOnFailure.WithReplay(11, 15));

    [Fact]
    public void What_is_left_out_lies_within_a_tenth_of_a_pixel_of_the_rest() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            double value = 100;
            // Two pixels from point to point, so that no column holds two.
            Pixel[] line = [.. Enumerable.Range(0, 200).Select(i => new Pixel(i * 2, value += random.Next(3) == 0 ? random.NextDouble() * 2 - 1 : 0))];
            var thin = Thinning.Line(line);
            foreach (var point in line)
            {
                int after = thin.FindIndex(p => p.X >= point.X);
                Pixel b = thin[after], a = after == 0 ? b : thin[after - 1];
                double y = b.X == a.X ? b.Y : a.Y + (point.X - a.X) / (b.X - a.X) * (b.Y - a.Y);
                Assert.Equal(y, point.Y, 0.15);
            }
        }).Check(Config.QuickThrowOnFailure.WithReplay(11, 15));

    [Fact]
    public void A_straight_line_is_two_points() =>
        Assert.Equal(2, Thinning.Line([.. Enumerable.Range(0, 60).Select(i => new Pixel(i * 5, 7))]).Count);
}
