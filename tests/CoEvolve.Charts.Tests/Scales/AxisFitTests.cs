using FsCheck;
using FsCheck.Fluent;

namespace CoEvolve.Charts.Tests;

public sealed class AxisFitTests
{
    [Fact]
    public void Rounded_ends_take_in_all_data() =>
        Prop.ForAll(Ranges.Linear, range =>
        {
            var scale = Fit(new Axis(), range.Low, range.High);
            Assert.True(scale.Minimum <= range.Low && scale.Maximum >= range.High);
            Assert.True(scale.Maximum / 2 - scale.Minimum / 2 <= 2 * (range.High / 2 - range.Low / 2), "more than half of the axis is empty");
        }).Check(Config.QuickThrowOnFailure.WithReplay(11, 15));

    [Fact]
    public void Rounded_ends_of_logarithmic_axes_take_in_all_data() =>
        Prop.ForAll(Ranges.Exponents, range =>
        {
            var scale = Fit(new Axis { Scale = AxisScale.Exponent }, range.Low, range.High);
            Assert.True(scale.Minimum <= range.Low + 1e-6 && scale.Maximum >= range.High - 1e-6);
            Assert.True(scale.Maximum - scale.Minimum <= range.High - range.Low + 2);
        }).Check(Config.QuickThrowOnFailure.WithReplay(11, 15));

    [Theory]
    [InlineData(3, 700, 2, 1000)]
    [InlineData(0.3, 0.6, 0.2, 1)]
    [InlineData(1, 10, 1, 10)]
    [InlineData(2e-9, 3, 1e-9, 10)]
    [InlineData(2e-320, 1, 1e-320, 1)]
    [InlineData(double.Epsilon, 1, double.Epsilon, 1)]
    public void Logarithmic_axes_end_at_decades_or_at_1_2_5(double least, double greatest, double minimum, double maximum)
    {
        var scale = Fit(new Axis { Scale = AxisScale.Log }, least, greatest);
        Assert.Equal(1, scale.Minimum / minimum, 6);
        Assert.Equal(1, scale.Maximum / maximum, 6);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-7.25)]
    [InlineData(1e300)]
    [InlineData(-double.MaxValue)]
    [InlineData(double.Epsilon)]
    public void A_constant_has_an_axis_too(double value)
    {
        var scale = Fit(new Axis(), value, value);
        Assert.InRange(scale.Fraction(value), 0, 1);
        Assert.NotEmpty(scale.Ticks(5));
    }

    [Fact]
    public void Without_data_there_is_still_an_axis()
    {
        foreach (var kind in (AxisScale[])[AxisScale.Linear, AxisScale.Log, AxisScale.Exponent])
            Assert.NotEmpty(AxisFit.Scale(new Axis { Scale = kind }, new DataRange(kind), true, 5).Ticks(5));
    }

    [Fact]
    public void Ends_that_the_caller_fixed_are_kept()
    {
        var scale = Fit(new Axis { Minimum = -0.3, Maximum = 1.7 }, 0, 1);
        Assert.Equal((-0.3, 1.7), (scale.Minimum, scale.Maximum));
        scale = Fit(new Axis { Minimum = 5 }, 0, 1);
        Assert.Equal(5, scale.Minimum);
        Assert.True(scale.Maximum > 5);
    }

    [Fact]
    public void Zero_is_included_on_demand() => Assert.Equal(0, Fit(new Axis { IncludeZero = true }, 3, 9).Minimum);

    [Fact]
    public void Ends_in_the_wrong_order_are_refused_by_name()
    {
        var error = Assert.Throws<ArgumentException>(() => Fit(new Axis("diversity") { Minimum = 2, Maximum = 1 }, 0, 1));
        Assert.Contains("'diversity' from 2 to 1", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Fit(new Axis { Minimum = double.NegativeInfinity }, 0, 1));
        Assert.Throws<ArgumentException>(() => Fit(new Axis { Scale = AxisScale.Log, Minimum = 0 }, 1, 2));
    }

    private static Scale Fit(Axis axis, double least, double greatest)
    {
        var data = new DataRange(axis.Scale);
        data.Add(least);
        data.Add(greatest);
        return AxisFit.Scale(axis, data, roundEnds: true, 6);
    }
}
