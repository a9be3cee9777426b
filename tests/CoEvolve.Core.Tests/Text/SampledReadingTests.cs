using CoEvolve.Reference;

namespace CoEvolve.Core.Tests;

public sealed class SampledReadingTests
{
    private static readonly double[] Prior = [0.4, 0.3, 0.2, 0.1];

    [Fact]
    public void Every_image_counts_as_one_whole_caption()
    {
        var random = new ReferenceRandom(120);
        for (int replicate = 0; replicate < 50; replicate++)
        {
            var scene = new ReadingScene(Prior, Shapes.Gaussians(random, 4, 2), random.NextMultinomial(replicate, Prior), 0.3, replicate);
            double[] totals = scene.ReadBySampling();
            Assert.All(totals, q => Assert.True(q >= 0 && q == Math.Floor(q)));
            Assert.Equal(replicate, totals.Sum());
        }
    }

    [Fact]
    public void Captions_are_drawn_from_the_posterior()
    {
        // One image a replicate, always the same Gaussians: drawn captions less posteriors have mean zero, and given the
        // posterior the right variance. 20,000 images, level 7e-6 a comparison.
        var random = new ReferenceRandom(121);
        CaptionGaussians gaussians = Shapes.Gaussians(random, 4, 2, spread: 0.8);
        var residuals = new double[4][];
        var squares = new double[4][];
        const int images = 20_000;
        for (int k = 0; k < 4; k++)
            (residuals[k], squares[k]) = (new double[images], new double[images]);
        for (int r = 0; r < images; r++)
        {
            var scene = new ReadingScene(Prior, gaussians, [0, 1, 0, 0], 0.3, r);
            double[] q = scene.ReadSoftly().Totals, drawn = scene.ReadBySampling();
            for (int k = 0; k < 4; k++)
            {
                residuals[k][r] = drawn[k] - q[k];
                squares[k][r] = Square(drawn[k] - q[k]) - (q[k] * (1 - q[k]));
            }
        }

        for (int k = 0; k < 4; k++)
        {
            Level.AssertMean(residuals[k], 0);
            Level.AssertMean(squares[k], 0);
        }
    }

    [Fact]
    public void Taken_alone_the_shares_are_multinomial_draws_of_the_prior_whatever_the_images()
    {
        // Chi-square of the pooled counts over 2,000 replicates of 10 images; and Var[n₀] = N p (1 − p) exactly.
        var random = new ReferenceRandom(122);
        CaptionGaussians gaussians = Shapes.Gaussians(random, 4, 2, spread: 0.5);
        double[][] drawn = [.. Enumerable.Range(0, 2000).Select(r =>
            new ReadingScene(Prior, gaussians, random.NextMultinomial(10, Prior), 0.5, r).ReadBySampling())];
        int[] pooled = [.. Enumerable.Range(0, 4).Select(k => (int)drawn.Sum(q => q[k]))];
        Level.AssertNotRejected(Statistics.ChiSquareGoodnessOfFit(pooled, Prior).PValue);
        Level.AssertMean(drawn.Select(q => Square(q[0] - 4)), 10 * 0.4 * 0.6);
    }

    [Fact]
    public void Choices_are_independent_of_the_noise_that_was_seen()
    {
        // Two captions that look the same, so every choice is a coin; it must depend neither on ε nor on its size, which is
        // what a shared stream would show: the first uniform of a pair makes the radius.
        var gaussians = new CaptionGaussians(2, 1, [0, 0], [1e-3, 1e-3]);
        (double Choice, double Seen)[] images = [.. Enumerable.Range(0, 5000).Select(r =>
        {
            var scene = new ReadingScene([0.5, 0.5], gaussians, [1, 0], 1, r);
            return (scene.ReadBySampling()[0] - 0.5, scene.Seen().Single().Seen[0]);
        })];
        Level.AssertMean(images.Select(i => i.Choice), 0);
        Level.AssertMean(images.Select(i => i.Choice * i.Seen), 0);
        Level.AssertMean(images.Select(i => i.Choice * i.Seen * i.Seen), 0);
    }

    private static double Square(double x) => x * x;
}
