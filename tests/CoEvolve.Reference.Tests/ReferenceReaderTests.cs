namespace CoEvolve.Reference.Tests;

public sealed class ReferenceReaderTests
{
    [Theory]
    [InlineData(-1.0)]
    [InlineData(0.3)]
    [InlineData(50.0)]
    public void Two_captions_of_equal_variance_give_the_logistic_function(double y)
    {
        // ln(q₁/q₂) = ln(p₁/p₂) + (μ₁−μ₂)(y − (μ₁+μ₂)/2)/(σ²+τ²), with σ² = 0.75 and τ = 0.5.
        double logit = Math.Log(0.7 / 0.3) + (2 - -1) * (y - 0.5) / 1.0;
        double[][] q = ReferenceReader.Posterior([0.7, 0.3], [[2], [-1]], [Scenes.Scalar(0.75), Scenes.Scalar(0.75)], 0.5, [[y]]);
        Assert.Equal(1 / (1 + Math.Exp(-logit)), q[0][0], 1e-14);
        Assert.Equal(1 / (1 + Math.Exp(logit)), q[0][1], 1e-14);
    }

    [Fact]
    public void Log_density_in_two_dimensions_agrees_with_the_explicit_inverse()
    {
        // Σ = [[2, 0.5], [0.5, 1]]: determinant 1.75, inverse [[1, −0.5], [−0.5, 2]]/1.75.
        double[] z = [1.5 - 1, -2 - 0.5];
        double quadratic = (z[0] * z[0] - z[0] * z[1] + 2 * z[1] * z[1]) / 1.75;
        double expected = -0.5 * quadratic - 0.5 * Math.Log(1.75) - Math.Log(2 * Math.PI);
        double actual = ReferenceReader.LogNormalDensity([1.5, -2], [1, 0.5], new double[,] { { 2, 0.5 }, { 0.5, 1 } });
        Assert.Equal(expected, actual, 1e-13);
    }

    [Fact]
    public void Posteriors_stay_normalised_far_from_every_mean_and_keep_dead_captions_dead()
    {
        double[][] q = ReferenceReader.Posterior(
            [0.5, 0, 0.5], [[0, 0], [1, 0], [0, 1]], [.. Enumerable.Repeat(Matrices.Identity(2), 3)], 0.1,
            [[1e4, 2e4], [0.2, 0.1]]);
        foreach (double[] row in q)
        {
            Assert.Equal(1, row.Sum(), 1e-14);
            Assert.Equal(0, row[1]);
        }
        Assert.Equal(1, q[0][2], 1e-14);
    }

    [Fact]
    public void Perception_noise_has_a_floor_relative_to_the_largest_initial_deviation()
    {
        double[][,] sigma = [Matrices.Diagonal(1, 1), Matrices.Diagonal(6, 2)];
        Assert.Equal(2e-9, ReferenceReader.EffectivePerceptionNoise(0, sigma), 1e-20);
        Assert.Equal(0.1, ReferenceReader.EffectivePerceptionNoise(0.1, sigma));
    }

    [Fact]
    public void Mean_posterior_over_generated_images_is_the_prior()
    {
        // Error level 1e-5 a component.
        ReferenceSettings scene = Scenes.ThreeCaptions(captions: 4000) with { Generations = 1, ImageFrozen = true };
        var random = new ReferenceRandom(21);
        var rows = new double[4000][];
        double[] noise = [0.3, 0.3];
        for (int i = 0; i < rows.Length; i++)
        {
            int k = random.NextCategory(scene.InitialProbabilities);
            double[] x = random.NextGaussian(scene.InitialMeans[k], LinearSystems.Cholesky(scene.InitialCovariances[k]));
            double[] y = random.NextGaussian(x, Matrices.Diagonal(noise));
            rows[i] = ReferenceReader.Posterior(
                scene.InitialProbabilities, scene.InitialMeans, scene.InitialCovariances, 0.3, [y])[0];
        }
        for (int k = 0; k < 3; k++)
            Assert.InRange(Statistics.MeanZ([.. rows.Select(q => q[k])], scene.InitialProbabilities[k]), -4.4, 4.4);
    }

    [Fact]
    public void A_contracting_caption_can_lower_the_resolution()
    {
        // docs/model.md, section 6: equal means, one variance falling from 4 to 1 lowers ρ from 0.16 to 0.
        Assert.Equal(0.16, ResolutionByQuadrature(4, 1), 0.005);
        Assert.Equal(0, ResolutionByQuadrature(1, 1), 1e-12);
    }

    // ρ = (E‖q‖² − ‖p‖²)/G for two equally likely zero-mean captions in one dimension, by the midpoint rule.
    private static double ResolutionByQuadrature(double firstVariance, double secondVariance)
    {
        double square = 0;
        const double h = 0.01;
        for (double y = -30 + h / 2; y < 30; y += h)
        {
            double[] q = ReferenceReader.Posterior(
                [0.5, 0.5], [[0], [0]], [Scenes.Scalar(firstVariance), Scenes.Scalar(secondVariance)], 0, [[y]])[0];
            double density = 0.5 * Math.Exp(ReferenceReader.LogNormalDensity([y], [0], Scenes.Scalar(firstVariance)))
                + 0.5 * Math.Exp(ReferenceReader.LogNormalDensity([y], [0], Scenes.Scalar(secondVariance)));
            square += h * density * (q[0] * q[0] + q[1] * q[1]);
        }
        return (square - 0.5) / 0.5;
    }
}
