using CoEvolve.Actors;
using CoEvolve.Engines;
using CoEvolve.Reference;

namespace CoEvolve.Core.Tests;

// Whole runs of the text model against closed forms. Fixed seeds, two-sided level 7e-6 a comparison.
public sealed class TextClosedFormTests
{
    private static readonly double[] Shares = [0.4, 0.3, 0.2, 0.1];

    [Theory]
    [InlineData(ReaderKind.Perfect, 1.0)]
    [InlineData(ReaderKind.Perfect, 0.5)]
    [InlineData(ReaderKind.Sampled, 1.0)]
    public void Diversity_decays_geometrically_and_expected_shares_stay(ReaderKind reader, double rate)
    {
        World world = World.TextOnly(Shares, 10, 30, 1200) with { Reader = reader, TextRate = rate };
        Recorded[] runs = [.. Enumerable.Range(0, 3000).Select(world.Run)];
        foreach (int t in new[] { 1, 10, 30 })
        {
            Level.AssertMean(runs.Select(r => r.Text[t].GiniSimpson), ExactResults.ExpectedTextDiversity(0.7, 10, t, rate), $"t {t}");
            for (int k = 0; k < 4; k++)
                Level.AssertMean(runs.Select(r => r.Captions[t][k].Share), Shares[k], $"t {t}, caption {k}");
        }
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.5)]
    public void A_corpus_leads_to_its_stationary_diversity(double rate)
    {
        double[] corpus = [0.1, 0.1, 0.4, 0.4];
        double kappa = corpus.Sum(c => c * c);
        World world = World.TextOnly(Shares, 20, 100, 1201) with { Corpus = 4, CorpusDistribution = corpus, TextRate = rate };
        Recorded[] runs = [.. Enumerable.Range(0, 1000).Select(world.Run)];
        double[] exact = ExactResults.CorpusDiversity(Shares, corpus, 20, 4, 100, rate);
        foreach (int t in new[] { 1, 5, 20 })
            Level.AssertMean(runs.Select(r => r.Text[t].GiniSimpson), exact[t], $"t {t}");
        double stationary = ExactResults.StationaryDiversityWithLearningRate(kappa, 20, 4, rate);
        Level.AssertMean(runs.Select(r => r.Text.Skip(81).Average(m => m.GiniSimpson)), stationary, "stationary");
        Level.AssertMean(runs.Select(r => r.Captions[5][3].Share), ExactResults.ExpectedProbabilities(Shares, corpus, 20, 4, 5, rate)[3]);
    }

    [Fact]
    public void Two_captions_fix_after_the_time_of_Wright_and_Fisher()
    {
        // N = 30, p = ¾: 32.2514 generations in the mean, from the linear system.
        World world = World.TextOnly([0.75, 0.25], 30, 1000, 1202);
        Assert.Equal(32.2514, ExactResults.FixationTime(30, 0.75), 1e-4);
        Level.AssertMean(Enumerable.Range(0, 3000).Select(r => (double)FixationTime(world, r)), 32.2514);
    }

    [Fact]
    public void The_soft_reader_keeps_more_diversity_than_a_reader_that_resolves_everything()
    {
        // E[G_t] ≥ G₀ (1 − 1/N)^t, one-sided; here it is far above, which the counter-test of the sampled reader is not.
        World world = World.ThreeCaptions(20, 20, 1203) with { ImageFrozen = true };
        double bound = ExactResults.ExpectedTextDiversity(0.62, 20, 20);
        double Z(ReaderKind reader) => Statistics.MeanZ([.. Enumerable.Range(0, 600).Select(r => (world with { Reader = reader }).Run(r).Text[20].GiniSimpson)], bound);
        Assert.True(Z(ReaderKind.Soft) > 10);
        Assert.InRange(Z(ReaderKind.Sampled), -Level.Z, Level.Z);
    }

    private static int FixationTime(World world, int replicate)
    {
        EcosystemSpec spec = world.Spec();
        var records = new Recorded();
        using IEcosystemHost host = new LocalEngine().Open(spec, EcosystemCheckpoint.Initial(spec, replicate), records);
        for (int target = 20; ; target += 20)
        {
            host.RunUntil(target);
            int fixation = records.Text.FindIndex(m => m.GiniSimpson == 0);
            if (fixation >= 0)
                return fixation;
            Assert.True(target < world.Generations);
        }
    }
}
