namespace CoEvolve.Reference.Tests;

// Closed forms of the image model against the slow simulation. Fixed seeds; two-sided error level 1e-5 a comparison.
// Means are tested over few generations only: later they are carried by rare runs that a sample misses.
public sealed class ImageSimulationTests
{
    private static readonly double[] Initial = [0.5, 0.3, 0.2];

    [Theory]
    [InlineData(1.0, false)]
    [InlineData(0.5, false)]
    [InlineData(1.0, true)]
    [InlineData(0.5, true)]
    public void Diversity_and_drift_follow_the_contraction_rate_when_the_text_is_frozen(double learningRate, bool unbiased)
    {
        ReferenceSettings scene = Scenes.ThreeCaptions(12) with
        {
            TextFrozen = true,
            ImageLearningRate = learningRate,
            Unbiased = unbiased,
        };
        ReferenceRun[] runs = ReferenceSimulation.RunMany(scene, 1000, 2000);
        foreach (int t in new[] { 1, 3, 6 })
        {
            for (int k = 0; k < 3; k++)
            {
                double d = ExactResults.ExpectedImageDiversity(12, Initial[k], t, learningRate, unbiased);
                double f = ExactResults.ExpectedFidelityError(12, Initial[k], t, learningRate, unbiased);
                Scenes.AssertMean(runs.Select(run => run.Diversity[t][k]), d);
                Scenes.AssertMean(runs.Select(run => run.FidelityError[t][k]), f);
            }
        }
    }

    [Fact]
    public void Diversity_lost_is_drift_gained_also_when_both_models_evolve()
    {
        ReferenceRun[] runs = ReferenceSimulation.RunMany(Scenes.ThreeCaptions(12), 1100, 1500);
        foreach (int t in new[] { 2, 6 })
            for (int k = 0; k < 3; k++)
                Scenes.AssertMean(runs.Select(run => run.Diversity[t][k] + run.FidelityError[t][k]), 1);
    }

    [Fact]
    public void Trace_shrinks_by_one_in_n_at_every_step_of_whole_paths()
    {
        // Divided by the old trace, residuals have light tails at every t.
        ReferenceSettings scene = Scenes.OneCaption(6, 2, 30);
        ReferenceRun[] runs = ReferenceSimulation.RunMany(scene, 1200, 600);
        double[][] residuals = [.. runs.Select(run => Enumerable.Range(0, 30).Select(t =>
            run.Diversity[t + 1][0] / run.Diversity[t][0] - (1 - 1.0 / 6)).ToArray())];
        Assert.InRange(Statistics.SummedResidualZ(residuals), -Scenes.ZBound, Scenes.ZBound);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.4)]
    public void Mean_moves_by_the_trace_over_n_and_trace_of_the_square_follows_its_identity(double learningRate)
    {
        var random = new ReferenceRandom(1250);
        double[,] sigma = { { 2, 0.7, 0 }, { 0.7, 1, -0.2 }, { 0, -0.2, 0.5 } };
        double[,] factor = LinearSystems.Cholesky(sigma);
        var steps = new double[4000];
        var squares = new double[4000];
        for (int r = 0; r < steps.Length; r++)
        {
            double[][] images = [.. Enumerable.Range(0, 5).Select(_ => random.NextGaussian([1, 2, 3], factor))];
            (double[] mean, double[,] covariance) =
                ReferenceImageRetraining.Retrain([1, 2, 3], sigma, images, [], learningRate, false);
            steps[r] = Matrices.SquaredDistance(mean, [1, 2, 3]);
            squares[r] = TraceOfSquare(covariance);
        }
        Scenes.AssertMean(steps, learningRate * learningRate * Matrices.Trace(sigma) / 5);
        if (learningRate == 1) Scenes.AssertMean(squares, ExactResults.TraceSecondMoments(5, 1, sigma, 1).TraceOfSquare);
    }

    [Theory]
    [InlineData(6, 2, false)]
    [InlineData(6, 2, true)]
    [InlineData(5, 3, false)]
    public void Log_determinant_has_the_exact_drift_and_variance(int count, int dimension, bool unbiased)
    {
        const int steps = 10;
        ReferenceRun[] runs = ReferenceSimulation.RunMany(
            Scenes.OneCaption(count, dimension, steps) with { Unbiased = unbiased }, 1300, 1500);
        double[] last = [.. runs.Select(run => run.LogDeterminant[steps][0]!.Value)];
        double mean = steps * ExactResults.LogDeterminantDrift(count, dimension, unbiased);
        Scenes.AssertMean(last, mean);
        double variance = steps * ExactResults.LogDeterminantVariance(count, dimension);
        Scenes.AssertMean(last.Select(value => (value - mean) * (value - mean)), variance);
    }

    [Fact]
    public void Log_determinant_is_withheld_once_rank_is_lost_even_after_large_pools()
    {
        // In three dimensions two or three images leave rank 1 or 2, and no later pool of own images can restore it. The
        // determinant of what is left is rounding noise, however large the last pool was.
        ReferenceSettings scene = Scenes.OneCaption(12, 3, 30) with
        {
            InitialProbabilities = [0.7, 0.3],
            InitialMeans = [[0, 0, 0], [1, 1, 1]],
            InitialCovariances = [Matrices.Identity(3), Matrices.Identity(3)],
        };
        int largePoolsAfterLoss = 0;
        foreach (ReferenceRun run in ReferenceSimulation.RunMany(scene, 1350, 20))
        {
            bool lost = false;
            for (int t = 0; t < 30; t++)
            {
                int n = run.Counts[t][1];
                lost |= n is 2 or 3;
                if (lost && n >= 4) largePoolsAfterLoss++;
                Assert.Equal(lost, run.LogDeterminant[t + 1][1] is null);
            }
        }
        Assert.True(largePoolsAfterLoss > 100);
    }

    [Fact]
    public void User_images_restore_lost_rank_one_dimension_each()
    {
        // No own images of the second caption: users alone span U−1 of the three dimensions, or all from U = 4 on.
        foreach (int users in new[] { 3, 4 })
        {
            ReferenceSettings scene = Scenes.OneCaption(5, 3, 3) with
            {
                InitialProbabilities = [1, 0],
                InitialMeans = [[0, 0, 0], [1, 1, 1]],
                InitialCovariances = [Matrices.Identity(3), Matrices.Identity(3)],
                UserImagesPerCaption = users,
            };
            ReferenceRun run = ReferenceSimulation.Run(scene, 1360);
            Assert.Equal(users == 3, run.LogDeterminant[3][1] is null);
            Assert.NotNull(run.LogDeterminant[3][0]);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Second_moments_of_the_trace_follow_their_recursion(bool unbiased)
    {
        ReferenceSettings scene = Scenes.ThreeCaptions(12) with { TextFrozen = true, Generations = 3, Unbiased = unbiased };
        ReferenceRun[] runs = ReferenceSimulation.RunMany(scene, 1400, 4000);
        for (int k = 0; k < 3; k++)
        {
            double[,] sigma = scene.InitialCovariances[k];
            double trace = Matrices.Trace(sigma);
            for (int t = 1; t <= 3; t++)
            {
                double square = ExactResults.TraceSecondMoments(12, Initial[k], sigma, t, unbiased).SquaredTrace;
                Scenes.AssertMean(runs.Select(run => run.Diversity[t][k] * run.Diversity[t][k]), square / (trace * trace));
            }
        }
    }

    [Fact]
    public void Deviation_of_the_unbiased_estimator_shrinks_by_its_rate()
    {
        ReferenceRun[] runs = ReferenceSimulation.RunMany(Scenes.OneCaption(10, 1, 10) with { Unbiased = true }, 1500, 2000);
        Scenes.AssertMean(runs.Select(run => Math.Sqrt(run.Diversity[10][0])), Math.Pow(ExactResults.DeviationRate(10), 10));
    }

    [Fact]
    public void Diversity_plus_drift_seldom_exceeds_a_bound()
    {
        // Ville: P(sup (D+F) ≥ b) ≤ 1/b; 4.4 standard errors of a share are allowed on top.
        ReferenceRun[] runs = ReferenceSimulation.RunMany(Scenes.OneCaption(4, 1, 40), 1600, 1000);
        foreach (double bound in new[] { 1.5, 2, 4 })
        {
            double share = runs.Average(run => Enumerable.Range(0, 41).Any(
                t => run.Diversity[t][0] + run.FidelityError[t][0] >= bound) ? 1.0 : 0);
            Assert.True(share <= 1 / bound + Scenes.ZBound * Math.Sqrt(1 / bound * (1 - 1 / bound) / 1000));
        }
    }

    [Theory]
    [InlineData(4, 2)]
    [InlineData(3, 3)]
    public void Bartlett_factors_give_the_law_of_the_scatter_also_below_full_rank(int count, int dimension)
    {
        // n−1 < d: a d×(n−1) lower trapezoid with χ² degrees n−1, …, 1. tr W² sees the shape as well as the size.
        var random = new ReferenceRandom(1700);
        var direct = new double[2000];
        var bartlett = new double[2000];
        for (int r = 0; r < direct.Length; r++)
        {
            double[][] images = [.. Enumerable.Range(0, count).Select(_ => random.NextNormals(dimension))];
            direct[r] = TraceOfSquare(ReferenceImageRetraining.SampleCovariance(images, unbiased: false));
            var factor = new double[dimension, Math.Min(dimension, count - 1)];
            for (int j = 0; j < factor.GetLength(1); j++)
            {
                factor[j, j] = Math.Sqrt(random.NextNormals(count - 1 - j).Sum(z => z * z) / count);
                for (int i = j + 1; i < dimension; i++) factor[i, j] = random.NextNormal() / Math.Sqrt(count);
            }
            bartlett[r] = TraceOfSquare(Matrices.Multiply(factor, Matrices.Transpose(factor)));
        }
        Assert.True(Statistics.KolmogorovSmirnov(direct, bartlett).PValue > 1e-5);
        Assert.InRange(Statistics.TwoSampleZ(direct, bartlett), -Scenes.ZBound, Scenes.ZBound);
    }

    private static double TraceOfSquare(double[,] a) => Matrices.Trace(Matrices.Multiply(a, a));
}
