using CoEvolve.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace CoEvolve.Core.Tests;

public sealed class MultinomialCountsTests
{
    private static readonly StreamKey Key = StreamKey.Derive(7, "writer", "painter", StreamPurpose.Captions);

    [Fact]
    public void Counts_sum_to_the_draws_and_captions_without_probability_get_none() =>
        Prop.ForAll(
            Gen.OneOf(Gen.Choose(0, 600), Gen.Choose(600, 1_000_000_000)).ToArbitrary(),
            Gen.Frequency((1, Gen.Constant(0.0)), (2, Gen.Choose(1, 1000).Select(i => (double)i)), (1, Gen.Constant(1e-300))).NonEmptyListOf().ToArbitrary(),
            (draws, weights) =>
            {
                double[] p = weights.Any(w => w > 0) ? [.. weights] : [1, .. weights];
                int[] counts = Draw(draws, p, replicate: draws);
                Assert.Equal(draws, counts.Sum());
                for (int k = 0; k < p.Length; k++)
                    Assert.True(counts[k] >= 0 && (p[k] > 0 || counts[k] == 0));
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(2, 3));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Small_draws_follow_the_multinomial_law_exactly(int draws)
    {
        // Every outcome of up to 3 draws over 3 captions, against its probability. Level 1e-5.
        double[] p = [0.5, 0.2, 0.3];
        var outcomes = new List<int[]>();
        for (int a = 0; a <= draws; a++)
        {
            for (int b = 0; a + b <= draws; b++)
                outcomes.Add([a, b, draws - a - b]);
        }

        double[] probabilities = [.. outcomes.Select(o => Factorial(draws) * o.Select((n, k) => Math.Pow(p[k], n) / Factorial(n)).Aggregate((x, y) => x * y))];
        var counts = new int[outcomes.Count];
        for (int r = 0; r < 20_000; r++)
        {
            int[] drawn = Draw(draws, p, r);
            counts[outcomes.FindIndex(o => o.SequenceEqual(drawn))]++;
        }

        Level.AssertNotRejected(Statistics.ChiSquareGoodnessOfFit(counts, probabilities).PValue);
    }

    [Fact]
    public void A_million_draws_match_the_probabilities()
    {
        double[] p = Shapes.Shares(new ReferenceRandom(40), 50);
        int[] counts = Draw(1_000_000, p, 0);
        Assert.Equal(1_000_000, counts.Sum());
        Level.AssertNotRejected(Statistics.ChiSquareGoodnessOfFit(counts, p).PValue);
    }

    [Fact]
    public void One_caption_gets_everything_and_no_draws_give_nothing()
    {
        Assert.Equal([1000], Draw(1000, [1], 0));
        Assert.Equal([0, 1000, 0], Draw(1000, [0, 1e-12, 0], 0));
        Assert.Equal([0, 0], Draw(0, [0.5, 0.5], 0));
    }

    [Fact]
    public void Counts_hardly_move_when_the_probabilities_hardly_move()
    {
        int[] before = Draw(100_000, [0.3, 0.4, 0.3], 1), after = Draw(100_000, [0.300001, 0.399999, 0.3], 1);
        Assert.InRange(before.Zip(after, (a, b) => Math.Abs(a - b)).Sum(), 0, 6);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(17)]
    [InlineData(100)]
    public void Split_draws_and_single_ones_have_the_same_law(int captions)
    {
        // N on both sides of the crossover: each caption's counts against the binomial law. Level 1e-5 a comparison.
        double[] p = Shapes.Shares(new ReferenceRandom((ulong)captions), captions);
        int most = Enumerable.Range(1, 3000).Last(n => !MultinomialCounts.Splits(n, captions));
        Assert.True(MultinomialCounts.Splits(most + 1, captions));
        foreach (int draws in new[] { most, most + 1 })
        {
            int[][] counts = [.. Enumerable.Range(0, 3000).Select(r => Draw(draws, p, r))];
            Assert.All(counts, c => Assert.Equal(draws, c.Sum()));
            foreach (int k in new[] { 0, captions / 2, captions - 1 }.Distinct())
                BinomialSamplingTests.AssertLaw([.. counts.Select(c => c[k])], draws, p[k], $"K {captions}, N {draws}, caption {k}");
        }
    }

    [Theory]
    [InlineData(40)]
    [InlineData(5000)]
    public void Counts_of_different_captions_are_correlated_as_in_the_multinomial_law(int draws)
    {
        // E[n_j n_k] = N(N − 1) p_j p_k.
        double[] p = [0.5, 0.1, 0, 0.3, 0.1];
        int[][] counts = [.. Enumerable.Range(0, 20_000).Select(r => Draw(draws, p, r))];
        for (int j = 0; j < p.Length; j++)
        {
            for (int k = 0; k < j; k++)
                Level.AssertMean(counts.Select(c => ((double)c[j] * c[k]) - ((double)draws * (draws - 1) * p[j] * p[k])), 0, $"{j} and {k}");
        }
    }

    [Fact]
    public void A_hundred_million_draws_over_fifty_captions_match_the_probabilities()
    {
        double[] p = Shapes.Shares(new ReferenceRandom(41), 50);
        int[] counts = Draw(100_000_000, p, 0);
        Assert.Equal(100_000_000, counts.Sum());
        Level.AssertNotRejected(Statistics.ChiSquareGoodnessOfFit(counts, p).PValue);
    }

    [Fact]
    public void The_order_of_magnitude_of_the_weights_does_not_matter()
    {
        foreach (int draws in new[] { 30, 3000 })
            Assert.Equal(Draw(draws, [0.5, 0.25, 0.25], 3), Draw(draws, [Math.ScaleB(1, -700), Math.ScaleB(1, -701), Math.ScaleB(1, -701)], 3));
    }

    private static int[] Draw(int draws, double[] p, int replicate)
    {
        var counts = new int[p.Length];
        new MultinomialCounts(p.Length).Draw(Key, replicate, 0, draws, p, counts);
        return counts;
    }

    private static double Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);
}
