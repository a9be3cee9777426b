using CoEvolve.Reference;

namespace CoEvolve.Core.Tests;

public sealed class PolyGammaTests
{
    // 28 digits, from published tables; the sums below are exact to about as many.
    private const decimal EulerGamma = 0.5772156649015328606065120901m;
    private const decimal LogTwo = 0.6931471805599453094172321215m;
    private const decimal PiSquared = 9.8696044010893586188344909998m;

    [Fact]
    public void At_whole_and_half_arguments_digamma_is_a_sum_of_reciprocals()
    {
        // ψ(n) = −γ + Σ_{k<n} 1/k, ψ(n + ½) = −γ − 2 ln 2 + Σ_{k≤n} 2/(2k−1).
        decimal whole = -EulerGamma, half = -EulerGamma - (2 * LogTwo);
        for (int n = 1; n <= 3000; n++)
        {
            AssertRelative((double)half, PolyGamma.Digamma(n - 0.5));
            AssertRelative((double)whole, PolyGamma.Digamma(n));
            whole += 1m / n;
            half += 2m / ((2 * n) - 1);
        }
    }

    [Fact]
    public void At_whole_and_half_arguments_trigamma_is_pi_squared_less_a_sum_of_squares()
    {
        // ψ'(n) = π²/6 − Σ_{k<n} 1/k², ψ'(n + ½) = π²/2 − Σ_{k≤n} 4/(2k−1)².
        decimal whole = PiSquared / 6, half = PiSquared / 2;
        for (int n = 1; n <= 3000; n++)
        {
            AssertRelative((double)half, PolyGamma.Trigamma(n - 0.5));
            AssertRelative((double)whole, PolyGamma.Trigamma(n));
            whole -= 1m / ((decimal)n * n);
            half -= 4m / (((2m * n) - 1) * ((2m * n) - 1));
        }
    }

    [Fact]
    public void At_a_quarter_they_have_their_closed_forms()
    {
        const double catalan = 0.91596559417721901505;
        AssertRelative((double)(-EulerGamma - (3 * LogTwo)) - (Math.PI / 2), PolyGamma.Digamma(0.25));
        AssertRelative((Math.PI * Math.PI) + (8 * catalan), PolyGamma.Trigamma(0.25));
    }

    [Fact]
    public void They_obey_their_recurrences_from_tiny_to_huge_arguments()
    {
        foreach (double x in new[] { 1e-6, 0.01, 0.7, 3.3, 14.2, 15.0, 15.9, 200.5, 4e6 })
        {
            AssertRelative(PolyGamma.Digamma(x) + (1 / x), PolyGamma.Digamma(x + 1), 1e-9);
            AssertRelative(PolyGamma.Trigamma(x), PolyGamma.Trigamma(x + 1) + (1 / (x * x)));
        }

        AssertRelative(Math.Log(1e15), PolyGamma.Digamma(1e15));
        AssertRelative(1e-15, PolyGamma.Trigamma(1e15));
    }

    [Fact]
    public void They_agree_with_the_reference_over_a_grid()
    {
        for (double x = 0.1; x < 60; x += 0.37)
        {
            Shapes.AssertClose(SpecialFunctions.Digamma(x), PolyGamma.Digamma(x), 1e-12);
            AssertRelative(SpecialFunctions.Trigamma(x), PolyGamma.Trigamma(x), 1e-12);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-0.5)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Other_arguments_are_refused(double x)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PolyGamma.Digamma(x));
        Assert.Throws<ArgumentOutOfRangeException>(() => PolyGamma.Trigamma(x));
    }

    private static void AssertRelative(double expected, double actual, double tolerance = 1e-13) =>
        Assert.True(Math.Abs(actual - expected) <= tolerance * Math.Abs(expected), FormattableString.Invariant($"{actual:R}, expected {expected:R}"));
}
