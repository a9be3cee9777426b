using CoEvolve.Reference;

namespace CoEvolve.Core.Tests;

public sealed class LogDeterminantStepTests
{
    [Fact]
    public void Given_a_count_it_agrees_with_the_reference()
    {
        foreach (int d in new[] { 1, 2, 5, 16 })
        {
            foreach (int n in new[] { d + 1, d + 2, 40, 200 })
            {
                foreach (CovarianceEstimator estimator in Enum.GetValues<CovarianceEstimator>())
                {
                    var step = LogDeterminantStep.Given(n, d, estimator);
                    double mean = ExactResults.LogDeterminantDrift(n, d, estimator == CovarianceEstimator.Unbiased);
                    Shapes.AssertClose(mean, step.Mean, 1e-10 * Math.Abs(mean));
                    Shapes.AssertClose(1, step.Variance / ExactResults.LogDeterminantVariance(n, d), 1e-10);
                }
            }
        }
    }

    [Fact]
    public void In_one_dimension_two_images_give_half_a_squared_normal()
    {
        // Scatter/2 of two points is z²/2 with z standard normal: E ln z² = −γ − ln 2, Var = π²/2.
        const double gamma = 0.57721566490153286061;
        var step = LogDeterminantStep.Given(2, 1, CovarianceEstimator.MaximumLikelihood);
        Shapes.AssertClose(-gamma - (2 * Math.Log(2)), step.Mean, 1e-13);
        Shapes.AssertClose(Math.PI * Math.PI / 2, step.Variance, 1e-13);
    }

    [Theory]
    [InlineData(4, 0.3, 2)]
    [InlineData(10, 0.25, 3)]
    [InlineData(25, 0.5, 2)]
    [InlineData(60, 0.4, 10)]
    [InlineData(200, 0.05, 1)]
    public void Over_random_counts_mean_and_variance_are_those_of_the_mixture(int captions, double p, int d)
    {
        foreach (CovarianceEstimator estimator in Enum.GetValues<CovarianceEstimator>())
        {
            double weight = 0, first = 0, second = 0;
            for (int n = 0; n <= captions; n++)
            {
                if (n is >= 2 && n <= d)
                    continue;
                double probability = ExactBinomial.Probability(captions, p, n).ToDouble();
                double mean = n < 2 ? 0 : ExactResults.LogDeterminantDrift(n, d, estimator == CovarianceEstimator.Unbiased);
                double variance = n < 2 ? 0 : ExactResults.LogDeterminantVariance(n, d);
                weight += probability;
                first += probability * mean;
                second += probability * (variance + (mean * mean));
            }

            var step = LogDeterminantStep.Of(new BinomialLaw(captions, p), d, estimator);
            Shapes.AssertClose(first / weight, step.Mean, 1e-11);
            Shapes.AssertClose((second / weight) - (first / weight * first / weight), step.Variance, 1e-10);
        }
    }

    [Fact]
    public void A_certain_count_gives_the_law_for_that_count()
    {
        var given = LogDeterminantStep.Given(9, 3, CovarianceEstimator.Unbiased);
        var certain = LogDeterminantStep.Of(new BinomialLaw(9, 1), 3, CovarianceEstimator.Unbiased);
        Shapes.AssertClose(given.Mean, certain.Mean, 1e-14);
        Shapes.AssertClose(given.Variance, certain.Variance, 1e-14);
        Assert.Equal(new LogDeterminantStep(0, 0), LogDeterminantStep.Of(new BinomialLaw(9, 0), 3, CovarianceEstimator.Unbiased));
    }

    [Fact]
    public void Certain_singularity_and_bad_arguments_are_refused()
    {
        Assert.Throws<ArgumentException>(() => LogDeterminantStep.Of(new BinomialLaw(3, 1), 3, CovarianceEstimator.Unbiased));
        Assert.Throws<ArgumentOutOfRangeException>(() => LogDeterminantStep.Given(3, 3, CovarianceEstimator.Unbiased));
        Assert.Throws<ArgumentOutOfRangeException>(() => LogDeterminantStep.Given(3, 0, CovarianceEstimator.Unbiased));
    }
}
