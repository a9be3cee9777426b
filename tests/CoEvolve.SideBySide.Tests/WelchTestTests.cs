namespace CoEvolve.SideBySide.Tests;

public sealed class WelchTestTests
{
    // Expected: t.test of R 4.2.
    [Fact]
    public void P_values_are_those_of_R()
    {
        Assert.Equal(0.0715965780547, WelchTest.PValue([27.5, 21, 19, 23.6, 17, 17.9, 16.9, 20.1], [27.1, 22, 20.8, 23.4, 28.4]), 1e-9);
        Assert.Equal(0.164702079628, WelchTest.PValue([1, 2, 3, 4], [2, 4, 6, 9]), 1e-9);
    }

    [Fact]
    public void It_does_not_matter_which_side_is_which() =>
        Assert.Equal(WelchTest.PValue([1, 2, 3, 4], [2, 4, 6, 9]), WelchTest.PValue([2, 4, 6, 9], [1, 2, 3, 4]), 1e-15);

    [Fact]
    public void Constants_agree_if_they_are_equal_but_for_rounding()
    {
        Assert.Equal(1, WelchTest.PValue([8, 8, 8], [8, 8]));
        Assert.Equal(1, WelchTest.PValue([0.3, 0.3, 0.3], [0.1 + 0.2, 0.3]));
        Assert.Equal(0, WelchTest.PValue([8, 8, 8], [7, 7]));
    }

    [Fact]
    public void A_single_value_is_refused() => Assert.Throws<ArgumentException>(() => WelchTest.PValue([1], [1, 2]));
}
