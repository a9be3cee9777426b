using CoEvolve.Actors;
using CoEvolve.Reference;

namespace CoEvolve.Core.Tests;

// The same ecosystem with images one by one and with their statistics alone: every series must have the same law.
// Kolmogorov–Smirnov at 1e-5 and z at 7e-6 a comparison, 1,500 replicates on each side.
public sealed class SamplingPathTests
{
    private const int Replicates = 1500;
    private const int Generations = 6;

    public static TheoryData<string> Worlds => [.. All.Keys];

    private static readonly Dictionary<string, World> All = new()
    {
        ["both evolve"] = Perfect(captions: 20),
        ["small pools"] = Perfect(captions: 6),
        ["unbiased"] = Perfect(captions: 15) with { Estimator = CovarianceEstimator.Unbiased },
        ["learning rate"] = Perfect(captions: 15) with { ImageRate = 0.6 },
        ["users"] = Perfect(captions: 12) with { Users = 2 },
        ["users, learning rate, unbiased"] = Perfect(captions: 12) with { Users = 3, ImageRate = 0.4, Estimator = CovarianceEstimator.Unbiased },
        ["two writers"] = Perfect(captions: 8) with { SecondWriter = 6 },
        ["two writers and users"] = Perfect(captions: 5) with { SecondWriter = 4, Users = 1 },
        ["text frozen"] = World.ThreeCaptions(10, Generations, 1500) with { TextFrozen = true },
        ["one dimension"] = InDimension(1, captions: 12),
        ["five dimensions"] = InDimension(5, captions: 25),
        ["five dimensions, small pools"] = InDimension(5, captions: 9),
    };

    [Theory]
    [MemberData(nameof(Worlds))]
    public void Statistics_have_the_law_that_images_would_have(string name)
    {
        World world = All[name];
        Recorded[] images = Run(world with { Sampling = ImageSampling.Individual, Seed = world.Seed + 1 });
        Recorded[] statistics = Run(world with { Sampling = ImageSampling.Statistics });
        foreach (int t in new[] { 1, 3, Generations })
        {
            AssertSameLaw(images, statistics, r => r.Text[t].GiniSimpson, $"G, t {t}");
            AssertSameLaw(images, statistics, r => r.Image[t].Diversity, $"diversity, t {t}");
            AssertSameLaw(images, statistics, r => r.Image[t].FrechetDistance, $"Fréchet distance, t {t}");
            AssertSameLaw(images, statistics, r => r.Image[t].WithinVariance, $"variance within, t {t}");
            AssertSameLaw(images, statistics, r => r.Image[t].BetweenVariance, $"variance between, t {t}");
            for (int k = 0; k < world.Shares.Length; k++)
            {
                AssertSameLaw(images, statistics, r => r.Captions[t][k].Share, $"p, t {t}, caption {k}");
                AssertSameLaw(images, statistics, r => r.Captions[t][k].Diversity, $"D, t {t}, caption {k}");
                AssertSameLaw(images, statistics, r => r.Captions[t][k].FidelityError, $"F, t {t}, caption {k}");
                AssertSameLaw(images, statistics, r => r.Captions[t][k].LogDet ?? 99, $"ln det, t {t}, caption {k}");
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_sampled_reader_of_a_frozen_image_model_learns_alike_with_images_and_without(bool slowly)
    {
        World world = World.ThreeCaptions(20, Generations, 1510) with
        {
            Reader = ReaderKind.Sampled,
            ImageFrozen = true,
            TextRate = slowly ? 0.5 : 1,
            Corpus = slowly ? 3 : 0,
        };
        Recorded[] images = Run(world with { Sampling = ImageSampling.Individual, Seed = world.Seed + 1 }), counts = Run(world);
        foreach (int t in new[] { 1, 3, Generations })
        {
            AssertSameLaw(images, counts, r => r.Text[t].GiniSimpson, $"G, t {t}");
            for (int k = 0; k < world.Shares.Length; k++)
                AssertSameLaw(images, counts, r => r.Captions[t][k].Share, $"p, t {t}, caption {k}");
        }

        Assert.All(counts, r => Assert.True(r.Text[0].ReaderResolution == 1));
    }

    [Fact]
    public void Both_ways_withhold_log_determinants_of_pools_that_are_too_small()
    {
        // In five dimensions most pools have too few images; the law of when is compared above, here that it happens.
        Recorded[] runs = Run(All["five dimensions, small pools"] with { Sampling = ImageSampling.Statistics });
        Assert.InRange(runs.Count(r => r.Captions[1][2].LogDet is null), Replicates / 2, Replicates);
        Assert.Contains(runs, r => r.Captions[1][0].LogDet is not null);
        Assert.All(runs, r => Assert.True(r.Captions[1][0].LogDet is not null || r.Captions[Generations][0].LogDet is null || r.Captions[1][0].Diversity == 1));
    }

    [Fact]
    public void The_comparison_notices_one_image_more()
    {
        World world = All["text frozen"];
        Recorded[] images = Run(world with { Sampling = ImageSampling.Individual, Seed = 1520 });
        Recorded[] statistics = Run(world with { Captions = world.Captions + 1, Sampling = ImageSampling.Statistics });
        Assert.True(Compare(images, statistics, r => r.Captions[Generations][0].LogDet ?? 99) < Level.P);
    }

    private static World Perfect(int captions) => World.ThreeCaptions(captions, Generations, 1500) with { Reader = ReaderKind.Perfect };

    private static World InDimension(int d, int captions) => new()
    {
        Shares = [0.5, 0.3, 0.2],
        Start = Shapes.Gaussians(new ReferenceRandom(1501), 3, d),
        Captions = captions,
        Generations = Generations,
        Seed = 1502,
        Reader = ReaderKind.Perfect,
    };

    private static Recorded[] Run(World world) => [.. Enumerable.Range(0, Replicates).Select(world.Run)];

    private static void AssertSameLaw(Recorded[] images, Recorded[] statistics, Func<Recorded, double> series, string what)
    {
        Level.AssertNotRejected(Compare(images, statistics, series), what);
        double z = Statistics.TwoSampleZ([.. images.Select(series)], [.. statistics.Select(series)]);
        Assert.True(double.IsNaN(z) || Math.Abs(z) < Level.Z, FormattableString.Invariant($"{what}: z = {z:F2}.")); // NaN: both constant
    }

    private static double Compare(Recorded[] images, Recorded[] statistics, Func<Recorded, double> series) =>
        Statistics.KolmogorovSmirnov([.. images.Select(series)], [.. statistics.Select(series)]).PValue;
}
