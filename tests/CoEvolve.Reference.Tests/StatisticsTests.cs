namespace CoEvolve.Reference.Tests;

public sealed class StatisticsTests
{
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1.96, 0.97500210485177952)]
    [InlineData(-6, 9.8658764503769814e-10)]
    public void Normal_distribution_function_agrees_with_published_values(double x, double expected) =>
        Assert.Equal(1, Distributions.NormalCdf(x) / expected, 1e-12);

    [Theory]
    [InlineData(0.975, 1.9599639845400542)]
    [InlineData(0.5, 0)]
    [InlineData(1e-10, -6.3613409024040562)]
    public void Normal_quantile_agrees_with_published_values(double p, double expected) =>
        Assert.Equal(expected, Distributions.NormalQuantile(p), 1e-12);

    [Theory]
    [InlineData(3.841458820694124, 1, 0.05)]
    [InlineData(18.307038053275146, 10, 0.05)]
    [InlineData(23.209251158954356, 10, 0.01)]
    public void Chi_square_tail_agrees_with_published_values(double statistic, double degrees, double expected) =>
        Assert.Equal(expected, Distributions.ChiSquareTail(statistic, degrees), 1e-12);

    [Theory]
    [InlineData(1.0, 1, 0.5)]
    [InlineData(12.706204736174698, 1, 0.05)]
    [InlineData(2.0, 2, 0.18350341907227397)]
    [InlineData(-2.0, 2, 0.18350341907227397)]
    public void Student_tail_agrees_with_the_closed_forms_for_one_and_two_degrees_of_freedom(
        double statistic, double degrees, double expected) =>
        Assert.Equal(expected, Distributions.StudentTwoSidedTail(statistic, degrees), 1e-12);

    [Theory]
    [InlineData(0.5, 0.9639452436648751)]
    [InlineData(1.0, 0.26999967167735456)]
    [InlineData(1.3580986393225505, 0.05)]
    [InlineData(1.6276236115189503, 0.01)]
    public void Kolmogorov_tail_agrees_with_published_values(double x, double expected) =>
        Assert.Equal(expected, Distributions.KolmogorovTail(x), 1e-10);

    [Fact]
    public void Kolmogorov_tail_is_continuous_where_its_two_series_meet() =>
        Assert.Equal(Distributions.KolmogorovTail(1), Distributions.KolmogorovTail(1 - 1e-13), 1e-11);

    [Fact]
    public void Mean_and_variance_of_a_small_sample_are_right()
    {
        Assert.Equal(5, Statistics.Mean([2, 4, 4, 4, 5, 5, 7, 9]));
        Assert.Equal(32.0 / 7, Statistics.Variance([2, 4, 4, 4, 5, 5, 7, 9]), 1e-14);
        Assert.Equal(1 / Math.Sqrt(32.0 / 7 / 8), Statistics.MeanZ([2, 4, 4, 4, 5, 5, 7, 9], 4), 1e-14);
    }

    [Fact]
    public void Residuals_are_summed_within_replicates_before_the_z_is_taken()
    {
        double[][] residuals = [[1, 2], [3], [-1, 1, 4]];
        Assert.Equal(Statistics.MeanZ([3, 3, 4], 0), Statistics.SummedResidualZ(residuals));
    }

    [Fact]
    public void Welch_test_agrees_with_a_worked_example()
    {
        (double statistic, double degrees, double p) = Statistics.Welch([1, 2, 3, 4, 5], [2, 4, 6, 8, 10]);
        Assert.Equal(-3 / Math.Sqrt(2.5), statistic, 1e-14);
        Assert.Equal(100.0 / 17, degrees, 1e-12);
        Assert.Equal(0.1075, p, 1e-4);
    }

    [Fact]
    public void Kolmogorov_smirnov_finds_the_largest_gap_between_two_samples()
    {
        Assert.Equal(0.5, Statistics.KolmogorovSmirnov([1, 2, 3, 4], [3.5, 4.5, 2.5, 5.5]).Statistic, 1e-15);
        Assert.Equal(1, Statistics.KolmogorovSmirnov([1, 2], [3, 4, 5]).Statistic);
        Assert.Equal(0, Statistics.KolmogorovSmirnov([1, 1, 2], [2, 1, 1]).Statistic);
    }

    [Fact]
    public void Chi_square_goodness_of_fit_agrees_with_a_worked_example()
    {
        // 16 against 20 expected in five equal cells: Σ (o−e)²/e = (16 + 4 + 0 + 4 + 16)/20 = 2; P(χ²₄ ≥ 2) = 2/e.
        (double statistic, int degrees, double p) =
            Statistics.ChiSquareGoodnessOfFit([16, 18, 20, 22, 24], [0.2, 0.2, 0.2, 0.2, 0.2]);
        Assert.Equal(2, statistic, 1e-12);
        Assert.Equal(4, degrees);
        Assert.Equal(2 / Math.E, p, 1e-12);
    }
}
