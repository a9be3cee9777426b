using FsCheck;
using FsCheck.Fluent;

namespace CoEvolve.Charts.Tests;

public sealed class LogScaleTests
{
    [Theory]
    [InlineData(1, 1000, 4, "1 10 100 1000")]
    [InlineData(1, 100, 7, "1 2 5 10 20 50 100")]
    [InlineData(10, 2560, 6, "10 30 100 300 1000")]
    [InlineData(1e-6, 1, 7, "10⁻⁶ 10⁻⁵ 10⁻⁴ 10⁻³ 10⁻² 10⁻¹ 1")]
    [InlineData(1e-300, 1, 7, "10⁻³⁰⁰ 10⁻²⁵⁰ 10⁻²⁰⁰ 10⁻¹⁵⁰ 10⁻¹⁰⁰ 10⁻⁵⁰ 1")]
    [InlineData(1e-300, 1, 4, "10⁻³⁰⁰ 10⁻²⁰⁰ 10⁻¹⁰⁰ 1")]
    [InlineData(2e5, 9e5, 8, "2×10⁵ 3×10⁵ 4×10⁵ 5×10⁵ 6×10⁵ 7×10⁵ 8×10⁵ 9×10⁵")]
    [InlineData(0.5, 0.7, 5, "0.50 0.55 0.60 0.65 0.70")]
    [InlineData(3e-8, 3.5e-8, 3, "3.0×10⁻⁸ 3.2×10⁻⁸ 3.4×10⁻⁸")]
    public void Ticks_are_the_round_values_a_reader_expects(double minimum, double maximum, int most, string expected)
    {
        var ticks = LogScale.OfValues(minimum, maximum, 0, 100).Ticks(most);
        Assert.Equal(expected, string.Join(' ', ticks.Select(t => t.Label.ToString())));
    }

    [Fact]
    public void Exponents_beyond_double_are_labelled_as_powers()
    {
        var ticks = LogScale.OfExponents(-4000, 0, 0, 100).Ticks(5);
        Assert.Equal("10⁻⁴⁰⁰⁰ 10⁻³⁰⁰⁰ 10⁻²⁰⁰⁰ 10⁻¹⁰⁰⁰ 1", string.Join(' ', ticks.Select(t => t.Label.ToString())));
        Assert.Equal([-4000, -3000, -2000, -1000, 0], ticks.Select(t => t.Value));
    }

    [Fact]
    public void Ticks_of_any_range_are_in_range_rising_and_distinct() =>
        Prop.ForAll(Ranges.Exponents, Gen.Choose(1, 14).ToArbitrary(), (range, most) =>
        {
            var ticks = LogScale.OfExponents(range.Low, range.High, 0, 100).Ticks(most);
            Assert.True(ticks.Count <= most);
            Assert.All(ticks, t => Assert.InRange(t.Value, range.Low - 1e-6, range.High + 1e-6));
            for (int i = 1; i < ticks.Count; i++)
                Assert.True(ticks[i].Value > ticks[i - 1].Value);
            Assert.Equal(ticks.Count, ticks.Select(t => t.Label).Distinct().Count());
            Assert.True(most < 5 || ticks.Count >= 2, $"{ticks.Count} ticks of {most} on [{range.Low:R}, {range.High:R}]");
        }).Check(Config.QuickThrowOnFailure.WithReplay(11, 15));

    [Fact]
    public void Minor_marks_are_in_range_and_bounded() =>
        Prop.ForAll(Ranges.Exponents, range =>
        {
            var minor = LogScale.OfExponents(range.Low, range.High, 0, 100).MinorTicks(8);
            Assert.True(minor.Count <= 100);
            Assert.All(minor, m => Assert.InRange(m, range.Low - 1e-6, range.High + 1e-6));
        }).Check(Config.QuickThrowOnFailure.WithReplay(11, 15));

    [Fact]
    public void Equal_ratios_have_equal_lengths()
    {
        var scale = LogScale.OfValues(1e-300, 1, 0, 300);
        Assert.Equal(0, scale.Project(1e-300), 9);
        Assert.Equal(100, scale.Project(1e-200), 9);
        Assert.Equal(300, scale.Project(1), 9);
        Assert.False(scale.CanShow(0));
        Assert.False(scale.CanShow(-1));
        Assert.False(scale.CanShow(double.NaN));
        Assert.True(scale.CanShow(double.Epsilon));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(1, double.PositiveInfinity)]
    public void A_range_without_logarithms_is_refused(double minimum, double maximum) =>
        Assert.Throws<ArgumentException>(() => LogScale.OfValues(minimum, maximum, 0, 1));
}
