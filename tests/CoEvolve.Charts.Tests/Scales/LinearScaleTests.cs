using FsCheck;
using FsCheck.Fluent;

namespace CoEvolve.Charts.Tests;

public sealed class LinearScaleTests
{
    [Theory]
    [InlineData(0, 200, 9, "0 25 50 75 100 125 150 175 200")]
    [InlineData(0, 1, 6, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(-1, 1, 5, "−1.0 −0.5 0.0 0.5 1.0")]
    [InlineData(0.13, 0.19, 4, "0.14 0.16 0.18")]
    [InlineData(0, 50000, 6, "0 10,000 20,000 30,000 40,000 50,000")]
    [InlineData(0, 3e8, 4, "0 1×10⁸ 2×10⁸ 3×10⁸")]
    [InlineData(0, 5e-5, 4, "0 2×10⁻⁵ 4×10⁻⁵")]
    [InlineData(0, 1, 1, "0")]
    public void Ticks_are_the_round_values_a_reader_expects(double minimum, double maximum, int most, string expected)
    {
        var ticks = new LinearScale(minimum, maximum, 0, 100).Ticks(most);
        Assert.Equal(expected, string.Join(' ', ticks.Select(t => t.Label.ToString())));
    }

    [Fact]
    public void Whole_numbers_get_no_ticks_between_them()
    {
        var ticks = new LinearScale(0, 3, 0, 100, wholeNumbers: true).Ticks(9);
        Assert.Equal([0, 1, 2, 3], ticks.Select(t => t.Value));
    }

    [Fact]
    public void Percentages_have_as_many_decimals_as_their_step_needs()
    {
        Assert.Equal("0% 25% 50% 75% 100%", string.Join(' ', new LinearScale(0, 1, 0, 1, percent: true).Ticks(5).Select(t => t.Label)));
        Assert.Equal("0.0% 0.5% 1.0%", string.Join(' ', new LinearScale(0, 0.01, 0, 1, percent: true).Ticks(4).Select(t => t.Label)));
    }

    [Fact]
    public void Ticks_of_any_range_are_round_in_range_rising_and_distinct() =>
        Prop.ForAll(Ranges.Linear, Gen.Choose(1, 14).ToArbitrary(), (range, most) =>
        {
            var ticks = new LinearScale(range.Low, range.High, 0, 100).Ticks(most);
            Assert.True(ticks.Count <= most);
            Assert.All(ticks, t => Assert.InRange(t.Value, range.Low, range.High));
            for (int i = 1; i < ticks.Count; i++)
                Assert.True(ticks[i].Value > ticks[i - 1].Value);
            Assert.Equal(ticks.Count, ticks.Select(t => t.Label).Distinct().Count());
            // With room for four, a round step leaves at least a pair.
            Assert.True(most < 4 || ticks.Count >= 2, $"{ticks.Count} ticks of {most} on [{range.Low:R}, {range.High:R}]");
        }).Check(Config.QuickThrowOnFailure.WithReplay(11, 15));

    [Fact]
    public void The_ends_have_the_ends_positions_and_order_is_kept() =>
        Prop.ForAll(Ranges.Linear, Gen.Choose(0, 1000).Two().ToArbitrary(), (range, at) =>
        {
            var scale = new LinearScale(range.Low, range.High, 10, 310);
            Assert.Equal(10, scale.Project(range.Low), 9);
            Assert.Equal(310, scale.Project(range.High), 9);
            double a = Between(range, at.Item1), b = Between(range, at.Item2);
            Assert.Equal(a.CompareTo(b), scale.Project(a).CompareTo(scale.Project(b)));
        }).Check(Config.QuickThrowOnFailure.WithReplay(11, 15));

    [Fact]
    public void The_whole_range_of_double_can_be_shown()
    {
        var scale = new LinearScale(-double.MaxValue, double.MaxValue, 0, 100);
        Assert.Equal(50, scale.Project(0), 9);
        Assert.NotEmpty(scale.Ticks(5));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(0, double.PositiveInfinity)]
    public void A_range_that_is_none_is_refused_with_its_ends(double minimum, double maximum)
    {
        var error = Assert.Throws<ArgumentException>(() => new LinearScale(minimum, maximum, 0, 1));
        Assert.Contains(FormattableString.Invariant($"from {minimum:R} to {maximum:R}"), error.Message, StringComparison.Ordinal);
    }

    private static double Between((double Low, double High) range, int thousandths) =>
        range.Low + (range.High / 2 - range.Low / 2) * (thousandths / 1000.0) * 2;
}
