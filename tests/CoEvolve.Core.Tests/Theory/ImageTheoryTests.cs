using CoEvolve.Reference;

namespace CoEvolve.Core.Tests;

public sealed class ImageTheoryTests
{
    private const CovarianceEstimator MaximumLikelihood = CovarianceEstimator.MaximumLikelihood;
    private const CovarianceEstimator Unbiased = CovarianceEstimator.Unbiased;

    [Theory]
    [MemberData(nameof(ExactBinomial.Cases), MemberType = typeof(ExactBinomial))]
    public void The_mean_inverse_count_agrees_with_rational_arithmetic(int trials, double probability)
    {
        double expected = ExactBinomial.Expect(trials, probability, n => n >= 2 ? Rational.Of(1, n) : 0).ToDouble();
        double actual = ImageTheory.MeanInverseCount(new BinomialLaw(trials, probability));
        Assert.True(Math.Abs(actual - expected) <= 1e-12 * expected, FormattableString.Invariant($"{actual:R}, expected {expected:R}"));
    }

    [Theory]
    [InlineData(10, 0.25)]
    [InlineData(40, 0.125)]
    public void Diversity_and_drift_agree_with_rational_arithmetic(int captions, double p)
    {
        Rational inverse = ExactBinomial.Expect(captions, p, n => n >= 2 ? Rational.Of(1, n) : 0), eta = Rational.Of(3, 8), one = 1;
        var counts = new BinomialLaw(captions, p);
        foreach (CovarianceEstimator estimator in new[] { MaximumLikelihood, Unbiased })
        {
            foreach (Rational rate in new[] { eta, one })
            {
                Rational factor = estimator == Unbiased ? one + (rate * (one - rate) * inverse) : one - (rate * rate * inverse), drift = 0;
                Shapes.AssertClose(factor.ToDouble(), ImageTheory.ContractionRate(counts, rate.ToDouble(), estimator), 1e-15);
                for (int t = 0; t <= 20; t++)
                {
                    Shapes.AssertClose(drift.ToDouble(), ImageTheory.FidelityError(counts, t, rate.ToDouble(), estimator), 1e-13 * (1 + drift.ToDouble()));
                    drift += rate * rate * inverse * Rational.Power(factor, t);
                }
            }
        }
    }

    [Fact]
    public void Rates_drift_and_standard_errors_agree_with_the_reference_over_a_grid()
    {
        double[,] sigma = { { 1.3, 0.4 }, { 0.4, 0.7 } };
        double trace = 2.0, traceOfSquare = (1.3 * 1.3) + (0.7 * 0.7) + (2 * 0.4 * 0.4);
        foreach (int captions in new[] { 2, 25, 200 })
        {
            foreach (double p in new[] { 0.02, 0.3, 1 })
            {
                var counts = new BinomialLaw(captions, p);
                foreach (int t in new[] { 0, 1, 7, 60 })
                {
                    foreach (CovarianceEstimator estimator in new[] { MaximumLikelihood, Unbiased })
                    {
                        foreach (double rate in new[] { 0.25, 1 })
                        {
                            Shapes.AssertClose(ExactResults.ContractionRate(captions, p, rate, estimator == Unbiased), ImageTheory.ContractionRate(counts, rate, estimator), 1e-12);
                            double drift = ExactResults.ExpectedFidelityError(captions, p, t, rate, estimator == Unbiased);
                            Shapes.AssertClose(drift, ImageTheory.FidelityError(counts, t, rate, estimator), 1e-10 * (1 + drift));
                        }

                        double error = ExactResults.RelativeStandardError(captions, p, sigma, t, 200, estimator == Unbiased);
                        Shapes.AssertClose(error, ImageTheory.RelativeStandardError(counts, trace, traceOfSquare, t, 200, estimator), 1e-7 + (1e-10 * error));
                    }
                }
            }
        }
    }

    [Fact]
    public void Tiny_relative_variances_keep_their_digits()
    {
        // One step at a fixed n: E(tr Σ')²/(E tr Σ')² − 1 = 2 tr Σ² / (m (tr Σ)²), with either estimator.
        var counts = new BinomialLaw(100_000_000, 1);
        foreach (CovarianceEstimator estimator in new[] { MaximumLikelihood, Unbiased })
        {
            double expected = Math.Sqrt(2 * 0.5 / (100_000_000 - 1.0) / 10);
            Shapes.AssertClose(1, ImageTheory.RelativeStandardError(counts, 2, 2, 1, 10, estimator) / expected, 1e-12);
        }

        // Counts that vary little: what their spread adds is far below what rounding would leave of E[(m/n)²] − r².
        counts = new BinomialLaw(100_000_000, 0.5);
        double r = 1 - counts.Expect(n => 1.0 / n), fromSquare = counts.Expect(n => 2 * (n - 1.0) / n / n);
        Shapes.AssertClose(1, ImageTheory.RelativeStandardError(counts, 2, 2, 1, 1, MaximumLikelihood) / Math.Sqrt(fromSquare / 2) * r, 1e-12);
    }

    [Fact]
    public void The_published_limit_of_testing_means_is_where_diversity_has_fallen_to_three_quarters()
    {
        // d = 2, 200 replicates: the relative standard error passes 5% when r^t is about 0.75.
        var counts = new BinomialLaw(200, 0.1);
        double r = ImageTheory.ContractionRate(counts, 1, MaximumLikelihood);
        int t = 0;
        while (ImageTheory.RelativeStandardError(counts, 2, 2, t + 1, 200, MaximumLikelihood) <= 0.05)
            t++;
        Assert.InRange(Math.Pow(r, t), 0.70, 0.80);
    }

    [Fact]
    public void The_deviation_rate_has_its_exact_values()
    {
        // Products of two neighbours are √((n−1)/n), and n = 2, 3 are E|z| and Rayleigh's mean.
        Shapes.AssertClose(1, ImageTheory.DeviationRate(2) / Math.Sqrt(2 / Math.PI), 1e-14);
        Shapes.AssertClose(1, ImageTheory.DeviationRate(3) / (Math.Sqrt(Math.PI) / 2), 1e-14);
        foreach (int n in Enumerable.Range(2, 200).Concat([1000, 1_000_000, 100_000_000]))
            Shapes.AssertClose(1, ImageTheory.DeviationRate(n) * ImageTheory.DeviationRate(n + 1) / Math.Sqrt((n - 1.0) / n), 1e-14);
        Shapes.AssertClose(1 / (4 * (100_000_000 - 1.0)), 1 - ImageTheory.DeviationRate(100_000_000), 1e-15);
        foreach (int n in new[] { 2, 5, 30, 31, 32, 33, 100, 500 })
            Shapes.AssertClose(ExactResults.DeviationRate(n), ImageTheory.DeviationRate(n), 1e-12);
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        var counts = new BinomialLaw(10, 0.5);
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageTheory.DeviationRate(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageTheory.FidelityError(counts, -1, 1, MaximumLikelihood));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageTheory.ContractionRate(counts, 0, MaximumLikelihood));
        Assert.Throws<ArgumentException>(() => ImageTheory.RelativeStandardError(counts, 0, 0, 1, 10, MaximumLikelihood));
        Assert.Throws<ArgumentException>(() => ImageTheory.RelativeStandardError(counts, 1, 1.1, 1, 10, MaximumLikelihood));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageTheory.RelativeStandardError(counts, 1, 1, 1, 0, MaximumLikelihood));
    }
}
