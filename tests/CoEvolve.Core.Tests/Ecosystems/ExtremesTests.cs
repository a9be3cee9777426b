namespace CoEvolve.Core.Tests;

// The smallest ecosystems there are, for as long as anybody would run them: nothing throws, and every record is finite.
public sealed class ExtremesTests
{
    private const int Generations = 3000;

    [Fact]
    public void One_caption_a_generation_teaches_the_image_model_nothing()
    {
        Recorded run = AssertFinite(World.ThreeCaptions(1, Generations, 1500));
        Assert.Equal(1, run.Image[Generations].Diversity, 1e-14);
    }

    [Fact]
    public void One_caption_in_the_vocabulary()
    {
        Recorded run = AssertFinite(World.OneCaption(3, 2, Generations, 1501) with { TextFrozen = false });
        Assert.All(run.Text, m => Assert.Equal((0, 1, null), (m.GiniSimpson, m.EffectiveCaptions, m.ReaderResolution)));
        Assert.Equal(0, run.Image[Generations].Diversity);
    }

    [Fact]
    public void One_dimension_and_no_perception_noise()
    {
        World world = World.ThreeCaptions(6, Generations, 1502) with { Start = CaptionGaussians.WithUnitCovariance(3, 1, [-1, 0, 1]), Noise = 0 };
        AssertFinite(world);
        AssertFinite(world with { Reader = ReaderKind.Sampled });
    }

    [Theory]
    [InlineData(ReaderKind.Soft)]
    [InlineData(ReaderKind.Sampled)]
    [InlineData(ReaderKind.Perfect)]
    public void Two_images_in_three_dimensions_lose_rank_at_once(ReaderKind reader)
    {
        World world = World.OneCaption(2, 3, Generations, 1503) with { TextFrozen = false, Reader = reader };
        Recorded run = AssertFinite(world);
        Assert.All(run.Image.Skip(1), m => Assert.Null(m.LogDet));
    }

    [Fact]
    public void No_perception_noise_at_all()
    {
        World world = World.ThreeCaptions(20, Generations, 1504) with { Noise = 0 };
        AssertFinite(world);
        AssertFinite(world with { Users = 1, Corpus = 1 });
        AssertFinite(world with { ImageRate = 0.1, TextRate = 0.1, Estimator = CovarianceEstimator.Unbiased });
    }

    [Fact]
    public void Directions_that_collapse_at_different_rates_keep_every_distance_finite()
    {
        // n = 5 in d = 4: the singular values of Σ part by hundreds of orders of magnitude.
        Recorded run = AssertFinite(World.OneCaption(5, 4, Generations, 1505));
        Assert.All(run.Image.TakeLast(100), m => Assert.Equal(m.FidelityError * 4 + 4, m.FrechetDistance, 1e-9));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Images_that_keep_a_part_of_what_they_were_collapse_to_the_smallest_numbers_and_stay_there(double rate)
    {
        World world = World.ThreeCaptions(6, 20_000, 1508) with { TextFrozen = true, ImageRate = rate };
        Recorded run = AssertFinite(world);
        Assert.Equal(0, run.Image[world.Generations].Diversity);
        Assert.Null(run.Image[world.Generations].LogDet);
    }

    [Fact]
    public void Far_captions_and_a_wide_vocabulary()
    {
        var random = new Reference.ReferenceRandom(1506);
        double[] shares = Shapes.Shares(random, 40);
        CaptionGaussians start = Shapes.Gaussians(random, 40, 3, spread: 1e6);
        AssertFinite(new World { Shares = shares, Start = start, Captions = 30, Generations = 500, Seed = 1506, Noise = 0 });
        AssertFinite(new World { Shares = shares, Start = start, Captions = 30, Generations = 500, Seed = 1507, Noise = 1e6, Users = 2, Corpus = 3 });
    }

    private static Recorded AssertFinite(World world)
    {
        Recorded run = world.Run(0);
        Assert.Equal(world.Generations + 1, run.Text.Count);
        for (int t = 0; t <= world.Generations; t++)
        {
            TextMetrics text = run.Text[t];
            ImageMetrics image = run.Image[t];
            double[] all =
            [
                text.GiniSimpson, text.Entropy, text.EffectiveCaptions, text.TotalVariation, text.ReaderResolution ?? 0,
                image.Diversity, image.FidelityError, image.LogDet ?? 0, image.WithinVariance, image.BetweenVariance, image.FrechetDistance, image.MatthewIndex ?? 0,
                .. run.Captions[t].SelectMany(c => new[] { c.Share, c.Diversity, c.LogDet ?? 0, c.FidelityError }),
            ];
            Assert.True(all.All(double.IsFinite), $"generation {t}");
            Shapes.AssertClose(1, run.Captions[t].Sum(c => c.Share), 1e-12);
        }

        return run;
    }
}
