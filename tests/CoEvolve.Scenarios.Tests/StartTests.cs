using CoEvolve.Core;

namespace CoEvolve.Scenarios.Tests;

public class StartTests
{
    [Fact]
    public void Zipfs_first_exponents_are_exact()
    {
        double[] weights = [1.0, 1.0 / 2, 1.0 / 3, 1.0 / 4, 1.0 / 5];
        double sum = weights.Aggregate((a, b) => a + b);

        Assert.Equal(weights.Select(weight => weight / sum), InitialPriors.Zipf(5, 1));
        Assert.Equal(InitialPriors.Uniform(7), InitialPriors.Zipf(7, 0));
        Assert.Equal(9, InitialPriors.Zipf(3, 2)[0] / InitialPriors.Zipf(3, 2)[2], 12);
        Assert.Equal(Math.Pow(3, 1.7), InitialPriors.Zipf(3, 1.7)[0] / InitialPriors.Zipf(3, 1.7)[2], 12);
    }

    [Fact]
    public void Random_means_depend_on_the_seed_alone_and_scale_with_the_separation()
    {
        double[] one = InitialMeans.Draw(1, 8, 2, 1);

        Assert.Equal(one, InitialMeans.Draw(1, 8, 2, 1));
        Assert.NotEqual(one, InitialMeans.Draw(2, 8, 2, 1));
        Assert.Equal(one.Select(x => 3 * x), InitialMeans.Draw(1, 8, 2, 3));
        Assert.All(InitialMeans.Draw(1, 8, 2, 0), x => Assert.Equal(0, x));
    }

    // 100,000 draws: the standard errors of mean and variance are 0.0032 and 0.0045; five of them err once in a million.
    [Fact]
    public void Random_means_have_the_variance_of_the_separation()
    {
        double[] draws = InitialMeans.Draw(7, 50_000, 2, 2);

        Assert.InRange(draws.Average(), -0.032, 0.032);
        Assert.InRange(draws.Average(x => x * x), 4 * (1 - 0.023), 4 * (1 + 0.023));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(360)]
    public void The_circle_is_evenly_spaced(int captions)
    {
        CaptionGaussians gaussians = Given.Spec($"vocabulary: {{ captions: {captions} }}\nimageSpace: {{ means: circle, separation: 2 }}").InitialImages.Gaussians;

        for (int k = 0; k < captions; k++)
        {
            Assert.Equal(2 * Math.Cos(2 * Math.PI * k / captions), gaussians.Mean(k)[0], 1e-14);
            Assert.Equal(2 * Math.Sin(2 * Math.PI * k / captions), gaussians.Mean(k)[1], 1e-14);
        }
    }

    [Fact]
    public void Quarter_turns_are_exact()
    {
        Assert.Equal([1, 0, 0, 1, -1, 0, 0, -1], Given.Spec("vocabulary: { captions: 4 }\nimageSpace: { means: circle }").InitialImages.Gaussians.Means.Select(x => x + 0.0));
    }

    [Fact]
    public void A_fit_to_fewer_points_than_dimensions_has_zeros_and_no_NaN()
    {
        double[] mean = new double[3];
        double[] factor = new double[9];
        MaximumLikelihoodGaussian.Fit([1, 5, 2, 3, 5, 8], mean, factor);

        Assert.Equal([2, 5, 5], mean);
        Assert.Equal(1, factor[0], 12);
        Assert.Equal(3, factor[6], 12);
        Assert.All([factor[1], factor[2], factor[3], factor[4], factor[5], factor[7], factor[8]], x => Assert.Equal(0, x));
    }

    [Fact]
    public void A_constant_coordinate_has_exactly_no_variance()
    {
        double[] mean = new double[2];
        double[] factor = new double[4];
        MaximumLikelihoodGaussian.Fit([0.1, 1, 0.1, 2, 0.1, 4], mean, factor);

        Assert.Equal(0.1, mean[0]);
        Assert.Equal([0, 0, 0], factor[..3]);
        Assert.Equal(Math.Sqrt(14 / 9.0), factor[3], 12);
    }
}
