using CoEvolve.Reference;

namespace CoEvolve.Core.Tests;

// The product and the slow reference simulate the same co-evolution: soft or sampled reader, corpus, users, learning rates.
// Every series of every chosen generation must have the same law. Kolmogorov–Smirnov at 1e-5 and z at 7e-6 a comparison.
public sealed class TwoSampleTests
{
    private const int Generations = 8;
    private const int Replicates = 900;

    [Theory]
    [InlineData(ReaderKind.Soft, 1.0, 1.0, CovarianceEstimator.MaximumLikelihood, 4, 2)]
    [InlineData(ReaderKind.Soft, 1.0, 1.0, CovarianceEstimator.MaximumLikelihood, 0, 0)]
    [InlineData(ReaderKind.Soft, 0.6, 0.3, CovarianceEstimator.Unbiased, 4, 0)]
    [InlineData(ReaderKind.Sampled, 1.0, 1.0, CovarianceEstimator.MaximumLikelihood, 0, 2)]
    public void Both_simulations_have_the_same_law(ReaderKind reader, double textRate, double imageRate, CovarianceEstimator estimator, int corpus, int users)
    {
        World world = World.ThreeCaptions(25, Generations, 1400) with
        {
            Reader = reader,
            Noise = 0.3,
            TextRate = textRate,
            ImageRate = imageRate,
            Estimator = estimator,
            Corpus = corpus,
            CorpusDistribution = [0.2, 0.2, 0.6],
            Users = users,
        };
        Recorded[] product = [.. Enumerable.Range(0, Replicates).Select(world.Run)];
        ReferenceRun[] reference = ReferenceSimulation.RunMany(Settings(world), 140_000, Replicates);
        foreach (int t in new[] { 1, 4, Generations })
        {
            AssertSameLaw(product.Select(r => r.Text[t].GiniSimpson), reference.Select(r => r.GiniSimpson[t]), $"G, t {t}");
            for (int k = 0; k < 3; k++)
            {
                AssertSameLaw(product.Select(r => r.Captions[t][k].Share), reference.Select(r => r.Probabilities[t][k]), $"p, t {t}, caption {k}");
                AssertSameLaw(product.Select(r => r.Captions[t][k].Diversity), reference.Select(r => r.Diversity[t][k]), $"D, t {t}, caption {k}");
                AssertSameLaw(product.Select(r => r.Captions[t][k].FidelityError), reference.Select(r => r.FidelityError[t][k]), $"F, t {t}, caption {k}");
                AssertSameLaw(
                    product.Select(r => r.Captions[t][k].LogDet ?? 99),
                    reference.Select(r => r.LogDeterminant[t][k] ?? 99),
                    $"ln det, t {t}, caption {k}");
            }
        }

        if (reader == ReaderKind.Soft)
            AssertSameLaw(product.Select(r => r.Text[5].ReaderResolution!.Value), reference.Select(r => r.Resolution[5]!.Value), "ρ̂");
    }

    [Fact]
    public void The_comparison_notices_a_slightly_different_world()
    {
        // The counter-test: 20 instead of 25 captions a generation.
        World world = World.ThreeCaptions(20, Generations, 1401) with { Noise = 0.3, TextFrozen = true };
        double[] product = [.. Enumerable.Range(0, Replicates).Select(r => world.Run(r).Captions[Generations][0].LogDet ?? 99)];
        ReferenceSettings settings = Settings(world) with { CaptionsPerGeneration = 25 };
        double[] reference = [.. ReferenceSimulation.RunMany(settings, 141_000, Replicates).Select(r => r.LogDeterminant[Generations][0] ?? 99)];
        Assert.True(Statistics.KolmogorovSmirnov(product, reference).PValue < Level.P);
    }

    private static void AssertSameLaw(IEnumerable<double> product, IEnumerable<double> reference, string what)
    {
        double[] x = [.. product], y = [.. reference];
        Level.AssertNotRejected(Statistics.KolmogorovSmirnov(x, y).PValue, what);
        double z = Statistics.TwoSampleZ(x, y);
        Assert.True(double.IsNaN(z) || Math.Abs(z) < Level.Z, FormattableString.Invariant($"{what}: z = {z:F2}.")); // NaN: both constant
    }

    private static ReferenceSettings Settings(World world) => new()
    {
        InitialProbabilities = world.Shares,
        InitialMeans = Shapes.Means(world.Start),
        InitialCovariances = Shapes.Covariances(world.Start),
        CaptionsPerGeneration = world.Captions,
        Generations = world.Generations,
        Reader = world.Reader == ReaderKind.Soft ? ReferenceReaderKind.Soft : ReferenceReaderKind.Sampled,
        PerceptionNoise = world.Noise,
        TextFrozen = world.TextFrozen,
        TextLearningRate = world.TextRate,
        ImageLearningRate = world.ImageRate,
        Unbiased = world.Estimator == CovarianceEstimator.Unbiased,
        CorpusPerGeneration = world.Corpus,
        CorpusDistribution = world.CorpusDistribution,
        UserImagesPerCaption = world.Users,
    };
}
