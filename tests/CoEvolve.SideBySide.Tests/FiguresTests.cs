using CoEvolve.Measuring;

namespace CoEvolve.SideBySide.Tests;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(57_213, "57,200")]
    [InlineData(99_960, "100,000")]
    [InlineData(621, "621")]
    [InlineData(45.67, "45.7")]
    [InlineData(7.618, "7.62")]
    [InlineData(0.02871, "0.0287")]
    [InlineData(0, "0")]
    public void Numbers_have_three_digits(double value, string text) => Assert.Equal(text, Figures.Three(value));

    [Fact]
    public void The_median_is_in_the_middle_and_the_spread_relative_to_it()
    {
        Assert.Equal(new Spread(1, 2, 4), Spread.Of([4, 1, 2]));
        Assert.Equal(2.5, Spread.Of([4, 1, 2, 3]).Median);
        Assert.Equal("2.00 (150%)", Figures.Measured(Spread.Of([4, 1, 2])));
        Assert.Equal("2.00", Figures.Measured(Spread.Of([2])));
        Assert.Throws<ArgumentException>(() => Spread.Of([]));
    }

    [Fact]
    public void A_table_has_as_many_cells_as_headers()
    {
        var table = new MarkdownTable("work", "rate");
        table.Add("small", "1");
        Assert.Equal("| work | rate |\n| --- | ---: |\n| small | 1 |\n", table.ToString());
        Assert.Throws<ArgumentException>(() => table.Add("small"));
    }
}
