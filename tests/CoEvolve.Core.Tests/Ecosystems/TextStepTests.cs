using CoEvolve.Actors;
using CoEvolve.Reference;

namespace CoEvolve.Core.Tests;

// One-step identities of the text model in co-evolving runs: docs/model.md, "Exact results". Given the state the residuals
// are martingale differences: summed per replicate, z over 300 replicates, two-sided level 7e-6 each.
public sealed class TextStepTests
{
    private const int Replicates = 300;
    private static readonly double[] Corpus = [0.2, 0.2, 0.6];

    [Theory]
    [InlineData(ReaderKind.Soft, 0, 1.0, 0)]
    [InlineData(ReaderKind.Soft, 0, 0.4, 0)]
    [InlineData(ReaderKind.Soft, 5, 1.0, 0)]
    [InlineData(ReaderKind.Soft, 5, 0.4, 3)]
    [InlineData(ReaderKind.Sampled, 0, 1.0, 0)]
    [InlineData(ReaderKind.Sampled, 5, 0.4, 0)]
    [InlineData(ReaderKind.Perfect, 5, 1.0, 0)]
    public void Diversity_falls_by_what_the_reader_resolves(ReaderKind reader, int corpus, double rate, int users)
    {
        World world = World.ThreeCaptions(24, 15, 1100) with
        {
            Reader = reader,
            Noise = 0.4,
            Corpus = corpus,
            CorpusDistribution = Corpus,
            TextRate = rate,
            Users = users,
        };
        double kappa = Corpus.Sum(c => c * c), a = rate * corpus / (24.0 + corpus);
        List<double>[] diversity = Lists(), shares = Lists(), resolution = Lists();
        for (int r = 0; r < Replicates; r++)
        {
            (Recorded records, EcosystemCheckpoint[] states) = world.RunStepwise(r);
            for (int t = 0; t < world.Generations; t++)
            {
                double[] p = states[t].Texts[0], next = states[t + 1].Texts[0];
                if (records.Text[t].ReaderResolution is not double rho)
                    continue;
                double s = p.Sum(x => x * x), u = p.Zip(Corpus, (x, c) => x * c).Sum();
                double expected = 1 - ExactResults.CorpusStep(s, u, kappa, 24, corpus, rate, rho).S;
                diversity[r].Add(records.Text[t + 1].GiniSimpson - expected);
                shares[r].Add(next[0] - (((1 - a) * p[0]) + (a * Corpus[0])));
                resolution[r].Add(rho);
            }
        }

        Level.AssertResiduals(diversity, "diversity");
        Level.AssertResiduals(shares, "share of the first caption");
        double mean = resolution.SelectMany(x => x).Average();
        if (reader == ReaderKind.Soft)
            Assert.InRange(mean, 0.2, 0.9); // else the test would not see whether ρ̂ counts
        else
            Assert.Equal(1, mean);
    }

    [Fact]
    public void Several_perfect_readers_mix_their_second_moments_by_batch_shares()
    {
        // S' = W S Wᵀ + W diag((1 − S_bb)/N_b) Wᵀ, W the share of text b's captions in what text a reads.
        var spec = TwoPerfectReaders();
        int[] n = [12, 30];
        double[,] w = { { 1, 0 }, { 12.0 / 42, 30.0 / 42 } }; // the first sees its own images only, the second all
        List<double>[][] residuals = [Lists(), Lists(), Lists()];
        for (int r = 0; r < Replicates; r++)
        {
            var states = Stepwise(spec, r);
            for (int t = 0; t < spec.Generations; t++)
            {
                double[,] before = Moments(states[t]), after = Moments(states[t + 1]);
                double[,] inner = { { before[0, 0] + ((1 - before[0, 0]) / n[0]), before[0, 1] }, { before[1, 0], before[1, 1] + ((1 - before[1, 1]) / n[1]) } };
                double[,] expected = Matrices.Multiply(Matrices.Multiply(w, inner), Matrices.Transpose(w));
                residuals[0][r].Add(after[0, 0] - expected[0, 0]);
                residuals[1][r].Add(after[1, 1] - expected[1, 1]);
                residuals[2][r].Add(after[0, 1] - expected[0, 1]);
            }
        }

        Level.AssertResiduals(residuals[0], "‖p¹‖²");
        Level.AssertResiduals(residuals[1], "‖p²‖²");
        Level.AssertResiduals(residuals[2], "⟨p¹, p²⟩");
    }

    private static EcosystemSpec TwoPerfectReaders()
    {
        double[] shares = [0.4, 0.3, 0.2, 0.1];
        var none = new CorpusSpec(0, shares);
        var users = new UserContentSpec(0, null);
        return new EcosystemSpec(
            1101,
            15,
            ["a", "b", "c", "d"],
            shares,
            ImageModelState.Starting(CaptionGaussians.WithUnitCovariance(4, 1, [-3, -1, 1, 3]), [.. Enumerable.Repeat(ImageModelState.GivenPool, 4)]),
            [
                new TextModelSpec("t1", [new PromptSpec("i1", 12)], ["i1"], ReaderKind.Perfect, 0.1, 1, false, none),
                new TextModelSpec("t2", [new PromptSpec("i2", 30)], ["i1", "i2"], ReaderKind.Perfect, 0.1, 1, false, none),
            ],
            [
                new ImageModelSpec("i1", CovarianceEstimator.MaximumLikelihood, 1, false, users),
                new ImageModelSpec("i2", CovarianceEstimator.MaximumLikelihood, 1, false, users),
            ],
            new RecordingSpec(1, captions: true, []));
    }

    private static EcosystemCheckpoint[] Stepwise(EcosystemSpec spec, int replicate)
    {
        EcosystemCheckpoint initial = EcosystemCheckpoint.Initial(spec, replicate);
        using Engines.IEcosystemHost host = new Engines.LocalEngine().Open(spec, initial, new Recorded());
        var states = new List<EcosystemCheckpoint> { initial };
        for (int t = 1; t <= spec.Generations; t++)
        {
            host.RunUntil(t);
            states.Add(host.TakeCheckpoint());
        }

        return [.. states];
    }

    private static double[,] Moments(EcosystemCheckpoint state)
    {
        double Inner(int a, int b) => state.Texts[a].Zip(state.Texts[b], (x, y) => x * y).Sum();
        return new[,] { { Inner(0, 0), Inner(0, 1) }, { Inner(1, 0), Inner(1, 1) } };
    }

    private static List<double>[] Lists() => [.. Enumerable.Range(0, Replicates).Select(_ => new List<double>())];
}
