using System.Globalization;

namespace CoEvolve.Charts.Tests;

public sealed class NumbersTests
{
    [Theory]
    [InlineData(0, 2, "0.00")]
    [InlineData(-0.004, 2, "0.00")]
    [InlineData(-0.006, 2, "−0.01")]
    [InlineData(1234.5, 1, "1234.5")]
    [InlineData(9999.4, 0, "9999")]
    [InlineData(12345.6, 0, "12,346")]
    [InlineData(-1234567, 0, "−1,234,567")]
    public void Fixed_decimals(double value, int decimals, string expected) => Assert.Equal(expected, Numbers.Fixed(value, decimals));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.5, "0.5")]
    [InlineData(0.12345, "0.123")]
    [InlineData(-0.00012345, "−0.000123")]
    [InlineData(1.5e-7, "1.5×10⁻⁷")]
    [InlineData(-2e300, "−2×10³⁰⁰")]
    [InlineData(5e-324, "4.94×10⁻³²⁴")]
    [InlineData(1234, "1234")]
    [InlineData(99950, "99,950")]
    [InlineData(999.96, "1000")]
    [InlineData(double.NaN, "–")]
    [InlineData(double.NegativeInfinity, "−∞")]
    public void Significant_digits(double value, string expected) => Assert.Equal(expected, Numbers.Significant(value).ToString());

    [Theory]
    [InlineData(0, "1")]
    [InlineData(1, "10")]
    [InlineData(-300, "10⁻³⁰⁰")]
    public void Powers_of_ten(long exponent, string expected) => Assert.Equal(expected, Numbers.PowerOfTen(exponent).ToString());

    [Theory]
    [InlineData(0.04, "0")]
    [InlineData(-0.04, "0")]
    [InlineData(12.34, "12.3")]
    [InlineData(-7, "-7")]
    public void Coordinates_have_a_tenth_of_a_pixel(double value, string expected) => Assert.Equal(expected, Numbers.Px(value));

    [Fact]
    public void The_culture_of_the_thread_does_not_matter()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            culture.NumberFormat.NumberDecimalSeparator = ",";
            culture.NumberFormat.NumberGroupSeparator = ".";
            culture.NumberFormat.NegativeSign = "~";
            CultureInfo.CurrentCulture = culture;
            Assert.Equal("−12,345.5", Numbers.Fixed(-12345.5, 1));
            Assert.Equal("1.5×10⁻⁷", Numbers.Significant(1.5e-7).ToString());
            Assert.Equal("-1.5", Numbers.Px(-1.5));
            Assert.Equal("M-1.5 2l.5-.5", new PathData().Line([new(-1.5, 2), new(-1, 1.5)]).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
