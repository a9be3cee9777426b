namespace CoEvolve.Reference.Tests;

public sealed class SpecialFunctionsTests
{
    [Theory]
    [InlineData(1.0, -0.57721566490153286061)]
    [InlineData(0.5, -1.96351002602142347944)]
    [InlineData(0.25, -4.22745353337626540809)]
    [InlineData(10.0, 2.25175258906672110765)]
    public void Digamma_agrees_with_published_values(double x, double expected) =>
        Assert.Equal(expected, SpecialFunctions.Digamma(x), 1e-12);

    [Theory]
    [InlineData(1.0, 1.64493406684822643647)]
    [InlineData(0.5, 4.93480220054467930942)]
    [InlineData(10.0, 0.10516633568168574612)]
    public void Trigamma_agrees_with_published_values(double x, double expected) =>
        Assert.Equal(expected, SpecialFunctions.Trigamma(x), 1e-12);

    [Theory]
    [InlineData(0.3)]
    [InlineData(4.0)]
    [InlineData(14.9)]
    [InlineData(37.5)]
    public void Digamma_and_trigamma_are_the_slopes_of_log_gamma_and_digamma(double x)
    {
        // A central difference of order h² with h = 1e-4 leaves about 1e-7 of the curvature.
        const double h = 1e-4;
        double slope = (SpecialFunctions.LogGamma(x + h) - SpecialFunctions.LogGamma(x - h)) / (2 * h);
        double curvature = (SpecialFunctions.Digamma(x + h) - SpecialFunctions.Digamma(x - h)) / (2 * h);
        Assert.Equal(SpecialFunctions.Digamma(x), slope, 1e-6);
        Assert.Equal(SpecialFunctions.Trigamma(x), curvature, 1e-5);
    }

    [Theory]
    [InlineData(0.5, 0.57236494292470008707)]
    [InlineData(1.0, 0.0)]
    [InlineData(10.0, 12.80182748008146961121)]
    [InlineData(101.0, 363.73937555556349014408)]
    public void Log_gamma_agrees_with_published_values(double x, double expected) =>
        Assert.Equal(expected, SpecialFunctions.LogGamma(x), 1e-12 * Math.Max(1, expected));

    [Theory]
    [InlineData(0.7)]
    [InlineData(3.0)]
    [InlineData(30.0)]
    public void Upper_incomplete_gamma_of_order_one_is_exponential(double x) =>
        Assert.Equal(1, SpecialFunctions.UpperIncompleteGamma(1, x) / Math.Exp(-x), 1e-12);

    [Fact]
    public void Incomplete_beta_of_whole_orders_is_a_binomial_tail()
    {
        Assert.Equal(0.5248, SpecialFunctions.IncompleteBeta(2, 3, 0.4), 1e-13);
        Assert.Equal(1 - 0.5248, SpecialFunctions.IncompleteBeta(3, 2, 0.6), 1e-13);
    }
}
