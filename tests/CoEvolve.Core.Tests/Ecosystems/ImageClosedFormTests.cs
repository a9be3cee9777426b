using CoEvolve.Reference;

namespace CoEvolve.Core.Tests;

// Whole runs of the image model, text frozen, against closed forms. Fixed seeds, two-sided level 7e-6 a comparison. Means
// are tested while their exact relative standard error is under 5%: later they are carried by rare runs.
public sealed class ImageClosedFormTests
{
    private const int Replicates = 2500;

    [Theory]
    [InlineData(1.0, CovarianceEstimator.MaximumLikelihood)]
    [InlineData(0.5, CovarianceEstimator.MaximumLikelihood)]
    [InlineData(1.0, CovarianceEstimator.Unbiased)]
    [InlineData(0.5, CovarianceEstimator.Unbiased)]
    public void Diversity_and_drift_follow_the_contraction_rate(double rate, CovarianceEstimator estimator)
    {
        bool unbiased = estimator == CovarianceEstimator.Unbiased;
        World world = World.ThreeCaptions(25, 6, 1300) with { TextFrozen = true, ImageRate = rate, Estimator = estimator };
        Recorded[] runs = [.. Enumerable.Range(0, Replicates).Select(world.Run)];
        double[][,] sigma = Shapes.Covariances(world.Start);
        int compared = 0;
        foreach (int t in new[] { 1, 3, 6 })
        {
            for (int k = 0; k < 3; k++)
            {
                if (ExactResults.RelativeStandardError(25, world.Shares[k], sigma[k], t, Replicates, unbiased) > 0.05)
                    continue;
                compared++;
                double diversity = ExactResults.ExpectedImageDiversity(25, world.Shares[k], t, rate, unbiased);
                double drift = ExactResults.ExpectedFidelityError(25, world.Shares[k], t, rate, unbiased);
                Level.AssertMean(runs.Select(r => r.Captions[t][k].Diversity), diversity, $"D, t {t}, caption {k}");
                Level.AssertMean(runs.Select(r => r.Captions[t][k].FidelityError), drift, $"F, t {t}, caption {k}");
                if (!unbiased)
                    Level.AssertMean(runs.Select(r => r.Captions[t][k].Diversity + r.Captions[t][k].FidelityError), 1, $"D + F, t {t}, caption {k}");
            }
        }

        Assert.InRange(compared, 7, 9);
    }

    [Theory]
    [InlineData(6, 2, CovarianceEstimator.MaximumLikelihood)]
    [InlineData(6, 2, CovarianceEstimator.Unbiased)]
    [InlineData(5, 4, CovarianceEstimator.MaximumLikelihood)]
    [InlineData(3, 1, CovarianceEstimator.MaximumLikelihood)]
    public void The_log_determinant_falls_at_its_exact_rate_for_hundreds_of_generations(int images, int d, CovarianceEstimator estimator)
    {
        // To ln det of −200·d and beyond, where Σ itself would be 1e-87: nothing is lost on the way.
        const int generations = 300, replicates = 400;
        World world = World.OneCaption(images, d, generations, 1301) with { Estimator = estimator };
        double[] last = [.. Enumerable.Range(0, replicates).Select(r => world.Run(r).Image[generations].LogDet!.Value)];
        double mean = generations * ExactResults.LogDeterminantDrift(images, d, estimator == CovarianceEstimator.Unbiased);
        Assert.True(mean < -30);
        Level.AssertMean(last, mean);
        Level.AssertMean(last.Select(x => (x - mean) * (x - mean)), generations * ExactResults.LogDeterminantVariance(images, d));
    }

    [Fact]
    public void The_deviation_of_the_unbiased_estimator_shrinks_by_its_rate()
    {
        World world = World.OneCaption(100, 1, 40, 1302) with { Estimator = CovarianceEstimator.Unbiased };
        Level.AssertMean(Enumerable.Range(0, 800).Select(r => Math.Sqrt(world.Run(r).Image[40].Diversity)), Math.Pow(ExactResults.DeviationRate(100), 40));
    }

    [Theory]
    [InlineData(2, CovarianceEstimator.MaximumLikelihood)]
    [InlineData(5, CovarianceEstimator.MaximumLikelihood)]
    [InlineData(3, CovarianceEstimator.Unbiased)]
    public void User_content_sustains_its_fixed_point(int users, CovarianceEstimator estimator)
    {
        bool unbiased = estimator == CovarianceEstimator.Unbiased;
        World world = World.ThreeCaptions(12, 40, 1303) with { TextFrozen = true, Users = users, Estimator = estimator };
        Recorded[] runs = [.. Enumerable.Range(0, 800).Select(world.Run)];
        for (int k = 0; k < 3; k++)
        {
            (double s, double delta) = (1, 0);
            for (int t = 1; t <= 40; t++)
            {
                (s, delta) = ExactResults.UserContentStep(s, delta, 1, 12, world.Shares[k], users, unbiased);
                if (t is not (1 or 5 or 40))
                    continue;
                Level.AssertMean(runs.Select(r => r.Captions[t][k].Diversity), s, $"D, t {t}, caption {k}");
                Level.AssertMean(runs.Select(r => r.Captions[t][k].FidelityError), delta, $"F, t {t}, caption {k}");
            }

            (double diversity, double fidelity) = ExactResults.UserContentFixedPoint(12, world.Shares[k], users, unbiased);
            Shapes.AssertClose(diversity, s, 1e-2);
            Level.AssertMean(runs.Select(r => r.Captions.Skip(31).Average(c => c[k].Diversity)), diversity, $"D*, caption {k}");
            Level.AssertMean(runs.Select(r => r.Captions.Skip(31).Average(c => c[k].FidelityError)), fidelity, $"F*, caption {k}");
        }
    }
}
