using CoEvolve.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace CoEvolve.Core.Tests;

public sealed class ImageStepTheoryTests
{
    [Theory]
    [MemberData(nameof(ExactBinomial.Cases), MemberType = typeof(ExactBinomial))]
    public void All_coefficients_agree_with_rational_arithmetic(int trials, double probability)
    {
        foreach ((int users, double rate, CovarianceEstimator estimator) in new[]
        {
            (0, 1, CovarianceEstimator.MaximumLikelihood), (0, 0.375, CovarianceEstimator.Unbiased), (1, 1, CovarianceEstimator.Unbiased),
            (2, 0.5, CovarianceEstimator.MaximumLikelihood), (5, 0.0625, CovarianceEstimator.Unbiased), (5, 1, CovarianceEstimator.MaximumLikelihood),
        })
        {
            ImageStep step = ImageStep.Of(new BinomialLaw(trials, probability), users, rate, estimator);
            double[] actual = [step.VarianceKept, step.VarianceFromDrift, step.VarianceFromUsers, step.DriftFromVariance, step.DriftKept, step.DriftFromUsers];
            for (int i = 0; i < 6; i++)
            {
                double expected = ExactBinomial.Expect(trials, probability, n => Coefficients(n, users, rate, estimator)[i]).ToDouble();
                Assert.True(Math.Abs(actual[i] - expected) <= 1e-12 * expected, FormattableString.Invariant($"coefficient {i}, U = {users}, η = {rate}, {estimator}: {actual[i]:R}, expected {expected:R}"));
            }
        }
    }

    // The pool as n̄ independent points with variances S and S*, the users' set off by a δ of squared length Δ. A quadratic form
    // has the expectation Σ Q_ii var_i + Σ Q_ij δ_i δ_j; scatter/q has Q = (1 − 1/n̄)/q on the diagonal and −1/(n̄q) off it.
    private static Rational[] Coefficients(int own, int users, double learningRate, CovarianceEstimator estimator)
    {
        int pool = own + users;
        if (pool < 2)
            return [1, 0, 0, 0, 1, 0];
        Rational n = own, u = users, all = pool, eta = Rational.Exactly(learningRate), one = 1;
        Rational divisor = estimator == CovarianceEstimator.Unbiased ? all - 1 : all;
        Rational diagonal = (one - (one / all)) / divisor, apart = (u - (u * u / all)) / divisor;
        Rational moved = eta * (one - eta), perPoint = one / (all * all), offset = u / all;
        return
        [
            one - eta + (eta * n * diagonal) + (moved * n * perPoint),
            (eta * apart) + (moved * offset * offset),
            (eta * u * diagonal) + (moved * u * perPoint),
            eta * eta * n * perPoint,
            (one - (eta * offset)) * (one - (eta * offset)),
            eta * eta * u * perPoint,
        ];
    }

    // A simulation of its own: pools drawn point by point and trained on by the reference. Fixed seed, level 7e-6 a comparison.
    [Theory]
    [InlineData(2, 1.0, false)]
    [InlineData(2, 0.4, false)]
    [InlineData(3, 1.0, true)]
    [InlineData(1, 0.7, true)]
    [InlineData(0, 0.3, true)]
    public void One_step_of_a_simulation_has_these_expectations(int users, double rate, bool unbiased)
    {
        const int replicates = 20_000, captions = 6;
        const double probability = 0.4;
        double[] mu = [0.7, -0.4], target = [0, 0.5];
        double[,] factor = { { 1.1, 0 }, { 0.3, 0.6 } }, userFactor = { { 0.5, 0 }, { -0.2, 0.9 } };
        double[,] sigma = Matrices.Multiply(factor, Matrices.Transpose(factor)), userSigma = Matrices.Multiply(userFactor, Matrices.Transpose(userFactor));
        ImageStep step = ImageStep.Of(new BinomialLaw(captions, probability), users, rate, unbiased ? CovarianceEstimator.Unbiased : CovarianceEstimator.MaximumLikelihood);
        (double variance, double drift) = step.Apply(Matrices.Trace(sigma), SquaredDistance(mu, target), Matrices.Trace(userSigma));
        var random = new ReferenceRandom(4100 + (ulong)users);
        var variances = new double[replicates];
        var drifts = new double[replicates];
        for (int r = 0; r < replicates; r++)
        {
            int own = random.NextMultinomial(captions, [probability, 1 - probability])[0];
            double[][] made = [.. Enumerable.Range(0, own).Select(_ => random.NextGaussian(mu, factor))];
            double[][] shown = [.. Enumerable.Range(0, users).Select(_ => random.NextGaussian(target, userFactor))];
            (double[] mean, double[,] covariance) = ReferenceImageRetraining.Retrain(mu, sigma, made, shown, rate, unbiased);
            variances[r] = Matrices.Trace(covariance);
            drifts[r] = SquaredDistance(mean, target);
        }

        Level.AssertMean(variances, variance, "tr Σ'");
        Level.AssertMean(drifts, drift, "‖μ' − μ*‖²");
    }

    [Fact]
    public void One_step_and_the_fixed_point_agree_with_the_reference_over_a_grid()
    {
        foreach (int captions in new[] { 2, 12, 200 })
        {
            foreach (double p in new[] { 0.01, 0.3, 1 })
            {
                foreach (int users in new[] { 1, 2, 5, 40 })
                {
                    foreach (bool unbiased in new[] { false, true })
                    {
                        ImageStep step = ImageStep.Of(new BinomialLaw(captions, p), users, 1, unbiased ? CovarianceEstimator.Unbiased : CovarianceEstimator.MaximumLikelihood);
                        (double s, double delta) = ExactResults.UserContentStep(0.4, 0.8, 1.3, captions, p, users, unbiased);
                        (double variance, double drift) = step.Apply(0.4, 0.8, 1.3);
                        Shapes.AssertClose(s, variance, 1e-10);
                        Shapes.AssertClose(delta, drift, 1e-10);
                        (double diversity, double fidelity) = ExactResults.UserContentFixedPoint(captions, p, users, unbiased);
                        Shapes.AssertClose(diversity, step.FixedPoint().Diversity, 1e-10 * diversity);
                        Shapes.AssertClose(fidelity, step.FixedPoint().FidelityError, 1e-10 * diversity);
                        if (!unbiased && users >= 2)
                            Shapes.AssertClose(ExactResults.UserContentClosedForm(captions, p, users).Diversity, step.FixedPoint().Diversity, 1e-10);
                    }
                }
            }
        }
    }

    [Fact]
    public void Without_users_the_factor_of_the_variance_is_the_contraction_rate()
    {
        foreach (CovarianceEstimator estimator in Enum.GetValues<CovarianceEstimator>())
        {
            foreach (double rate in new[] { 0.1, 0.5, 1 })
            {
                var counts = new BinomialLaw(40, 0.1);
                ImageStep step = ImageStep.Of(counts, 0, rate, estimator);
                Shapes.AssertClose(ImageTheory.ContractionRate(counts, rate, estimator), step.VarianceKept, 1e-14);
                Shapes.AssertClose(1, step.DriftKept, 1e-14);
                Assert.Equal((0, 0, 0), (step.VarianceFromDrift, step.VarianceFromUsers, step.DriftFromUsers));
            }
        }
    }

    [Fact]
    public void Maximum_likelihood_conserves_variance_plus_drift_at_any_learning_rate_and_keeps_within_the_bracket_at_1()
    {
        Gen<(int Captions, double P, int Users, double Rate)> gen =
            from captions in Gen.Choose(1, 400)
            from whole in Gen.Choose(1, 1 << 16)
            from users in Gen.Choose(2, 60)
            from rate in Gen.Choose(1, 64)
            select (captions, whole / (double)(1 << 16), users, rate / 64.0);
        Prop.ForAll(gen.ToArbitrary(), given =>
        {
            var counts = new BinomialLaw(given.Captions, given.P);
            ImageStep step = ImageStep.Of(counts, given.Users, given.Rate, CovarianceEstimator.MaximumLikelihood);
            (double variance, double drift) = step.Apply(0.3, 0.7, 1);
            (double diversity, double fidelity) = step.FixedPoint();
            (double settledVariance, double settledDrift) = step.Apply(diversity, fidelity, 1);
            double atOne = ImageStep.Of(counts, given.Users, 1, CovarianceEstimator.MaximumLikelihood).FixedPoint().Diversity;
            (double least, double most) = InjectionDesign.UserContentBracket(given.Users);
            return Math.Abs(variance + drift - 1) < 1e-13 && Math.Abs(diversity + fidelity - 1) < 1e-11
                && Math.Abs(settledVariance - diversity) < 1e-11 && Math.Abs(settledDrift - fidelity) < 1e-11
                && atOne >= least - 1e-11 && atOne <= most + 1e-11;
        }).Check(Config.QuickThrowOnFailure.WithReplay(11, 15));
    }

    [Fact]
    public void The_unbiased_estimator_sustains_more_than_the_users_show()
    {
        foreach (int users in new[] { 1, 3, 20 })
            Assert.True(ImageStep.Of(new BinomialLaw(30, 0.2), users, 1, CovarianceEstimator.Unbiased).FixedPoint().Diversity > 1);
    }

    [Fact]
    public void Without_users_or_without_any_training_there_is_no_fixed_point()
    {
        Assert.Throws<InvalidOperationException>(() => ImageStep.Of(new BinomialLaw(30, 0.2), 0, 1, CovarianceEstimator.MaximumLikelihood).FixedPoint());
        Assert.Throws<InvalidOperationException>(() => ImageStep.Of(new BinomialLaw(30, 0), 1, 1, CovarianceEstimator.MaximumLikelihood).FixedPoint());
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageStep.Of(new BinomialLaw(30, 0.2), -1, 1, CovarianceEstimator.MaximumLikelihood));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageStep.Of(new BinomialLaw(30, 0.2), 1, 0, CovarianceEstimator.MaximumLikelihood));
    }

    private static double SquaredDistance(double[] a, double[] b) => a.Zip(b, (x, y) => (x - y) * (x - y)).Sum();
}
