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
            Gen.Choose(0, 600).ToArbitrary(),
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
    public void Counts_move_by_one_when_the_probabilities_hardly_move()
    {
        int[] before = Draw(100_000, [0.3, 0.4, 0.3], 1), after = Draw(100_000, [0.300001, 0.399999, 0.3], 1);
        Assert.InRange(before.Zip(after, (a, b) => Math.Abs(a - b)).Sum(), 0, 6);
    }

    private static int[] Draw(int draws, double[] p, int replicate)
    {
        var counts = new int[p.Length];
        MultinomialCounts.Draw(new RandomStream(Key, replicate, 0), draws, p, counts, new double[p.Length]);
        return counts;
    }

    private static double Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);
}
