namespace CoEvolve.Reference.Tests;

// Each p-value test has an error level of 1e-5 and a fixed seed.
public sealed class ReferenceRandomTests
{
    [Fact]
    public void Equal_seeds_give_equal_streams_and_others_do_not()
    {
        var a = new ReferenceRandom(7);
        var b = new ReferenceRandom(7);
        var c = new ReferenceRandom(8);
        for (int i = 0; i < 100; i++)
        {
            ulong bits = a.NextBits();
            Assert.Equal(bits, b.NextBits());
            Assert.NotEqual(bits, c.NextBits());
        }
    }

    [Fact]
    public void Normals_fill_twenty_equally_likely_cells_evenly()
    {
        var random = new ReferenceRandom(11);
        var counts = new int[20];
        for (int i = 0; i < 20_000; i++) counts[(int)(20 * Distributions.NormalCdf(random.NextNormal()))]++;
        Assert.True(Statistics.ChiSquareGoodnessOfFit(counts, [.. Enumerable.Repeat(0.05, 20)]).PValue > 1e-5);
    }

    [Fact]
    public void Multinomial_counts_follow_their_probabilities_and_skip_zero()
    {
        var random = new ReferenceRandom(12);
        int[] counts = random.NextMultinomial(50_000, [0.1, 0, 0.6, 0.3]);
        Assert.Equal(0, counts[1]);
        Assert.True(Statistics.ChiSquareGoodnessOfFit([counts[0], counts[2], counts[3]], [0.1, 0.6, 0.3]).PValue > 1e-5);
    }

    [Fact]
    public void Gaussian_points_have_the_covariance_of_their_factor()
    {
        var random = new ReferenceRandom(13);
        double[,] sigma = { { 2, -0.8 }, { -0.8, 1 } };
        double[,] factor = LinearSystems.Cholesky(sigma);
        double[][] points = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextGaussian([3, -1], factor))];
        Assert.InRange(Statistics.MeanZ([.. points.Select(x => (x[0] - 3) * (x[1] + 1))], -0.8), -4.4, 4.4);
        Assert.InRange(Statistics.MeanZ([.. points.Select(x => (x[0] - 3) * (x[0] - 3))], 2), -4.4, 4.4);
        Assert.InRange(Statistics.MeanZ([.. points.Select(x => x[1])], -1), -4.4, 4.4);
    }
}
