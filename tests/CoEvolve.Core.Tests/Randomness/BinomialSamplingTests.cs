using CoEvolve.Reference;

namespace CoEvolve.Core.Tests;

public sealed class BinomialSamplingTests
{
    private static readonly StreamKey Key = StreamKey.Derive(8, "writer", "painter", StreamPurpose.Captions);

    public static TheoryData<int, double> Corners()
    {
        var data = new TheoryData<int, double>();
        foreach (int n in new[] { 1, 2, 5, 19, 20, 21, 40, 100, 1000, 12_345, 1_000_000, 1_000_000_000 })
        {
            foreach (double p in new[] { 1e-12, 1e-9, 1e-4, 0.01, 0.0999, 0.2, 0.4999, 0.5, 0.5001, 0.75, 0.9, 0.999, 1 - 1e-9 })
                data.Add(n, p);
        }

        // On both sides of np = 10, where the method changes, with n large and small.
        foreach (int n in new[] { 21, 100, 100_000, 1_000_000_000 })
        {
            data.Add(n, 9.99 / n);
            data.Add(n, 10.01 / n);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Corners))]
    public void Counts_follow_the_binomial_law(int trials, double probability) =>
        AssertLaw([.. Enumerable.Range(0, 20_000).Select(r => Draw(trials, probability, r))], trials, probability, $"n {trials}, p {probability:R}");

    [Theory]
    [InlineData(1_000_000_000, 0.3)]
    [InlineData(100_000_000, 0.5)]
    [InlineData(50, 0.4)]
    [InlineData(1000, 0.0101)]
    public void Mean_and_variance_of_two_hundred_thousand_counts_are_exact(int trials, double probability)
    {
        double mean = trials * probability, variance = mean * (1 - probability);
        double[] counts = [.. Enumerable.Range(0, 200_000).Select(r => (double)Draw(trials, probability, r))];
        Level.AssertMean(counts.Select(x => (x - mean) / Math.Sqrt(variance)), 0, "mean");
        Level.AssertMean(counts.Select(x => (x - mean) * (x - mean) / variance), 1, "variance");
    }

    [Fact]
    public void Certain_outcomes_are_certain()
    {
        Assert.Equal(0, Draw(0, 0.5, 1));
        Assert.Equal(0, Draw(1_000_000_000, 0, 1));
        Assert.Equal(1_000_000_000, Draw(1_000_000_000, 1, 1));
        Assert.Equal(0, Draw(1_000_000_000, double.Epsilon, 1));
    }

    [Fact]
    public void What_is_missing_from_n_is_drawn_with_the_other_probability()
    {
        for (int r = 0; r < 100; r++)
            Assert.Equal(1000, Draw(1000, 0.25, r) + Draw(1000, 0.75, r));
    }

    [Fact]
    public void A_count_hardly_moves_when_the_probability_hardly_moves()
    {
        // What changes is which candidate is accepted, now and then.
        int moved = Enumerable.Range(0, 1000).Count(r => Math.Abs(Draw(1_000_000, 0.3, r) - Draw(1_000_000, 0.3000001, r)) > 1);
        Assert.InRange(moved, 0, 3);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(10.5)]
    [InlineData(11)]
    [InlineData(13)]
    [InlineData(20)]
    [InlineData(50)]
    [InlineData(400)]
    [InlineData(20_000)]
    public void The_hat_covers_every_probability_and_its_short_cut_lies_below_them(double mean)
    {
        foreach (double p in new[] { 1e-4, 0.01, 0.1, 0.2, 0.3, 0.4, 0.45, 0.49, 0.5 })
        {
            int n = (int)Math.Ceiling(mean / p);
            var law = new BinomialLaw(n, p);
            var hat = new BinomialHat(n, p);
            double mode = Enumerable.Range(law.First, law.Last - law.First + 1).Max(k => law[k]);
            for (int i = 0; i < 20_000; i++)
            {
                double u = ((i + 0.5) / 20_000) - 0.5, edge = 0.5 - Math.Abs(u), k = hat.Count(u, edge);
                double share = k >= law.First && k <= law.Last ? law[(int)k] / mode / hat.Height(edge) : 0;
                Assert.True(share <= 1, $"n {n}, p {p}, u {u}: {share}");
                Assert.True(edge < BinomialHat.SureEdge || share >= hat.Sure, $"n {n}, p {p}, u {u}: {share}, sure {hat.Sure}");
            }
        }
    }

    [Theory]
    [InlineData(25, 0.4)]
    [InlineData(40, 0.5)]
    [InlineData(1000, 0.02)]
    [InlineData(1_000_000, 0.3)]
    [InlineData(100_000_000, 0.5)]
    public void Ratios_of_probabilities_are_those_of_neighbouring_counts(int trials, double probability)
    {
        // P(k)/P(k − 1) = (n − k + 1)p/(k(1 − p)), which the law multiplies up and this has in closed form.
        int mode = (int)Math.Floor((trials + 1.0) * probability), reach = (int)(8 * Math.Sqrt(trials * probability)) + 3;
        for (int k = Math.Max(1, mode - reach); k <= Math.Min(trials, mode + reach); k += 1 + (reach / 500))
        {
            double expected = Math.Log((trials - k + 1.0) * probability / (k * (1 - probability)));
            double actual = BinomialSampling.LogProbability(k, trials, probability) - BinomialSampling.LogProbability(k - 1, trials, probability);
            Shapes.AssertClose(expected, actual, 2e-11, $"k {k}");
        }
    }

    /// <summary>Chi-square of counts against their law, in some forty cells of similar weight.</summary>
    internal static void AssertLaw(int[] counts, int trials, double probability, string what)
    {
        var law = new BinomialLaw(trials, probability);
        var bounds = new List<int>();
        var weights = new List<double>();
        double weight = 0;
        for (int n = law.First; n <= law.Last; n++)
        {
            weight += law[n];
            if (weight * counts.Length < Math.Max(10, counts.Length / 40.0))
                continue;
            bounds.Add(n);
            weights.Add(weight);
            weight = 0;
        }

        if (bounds.Count < 2)
        {
            int likely = probability < 0.5 ? 0 : trials;
            double rare = counts.Length * (1 - law[likely]);
            Assert.True(counts.Count(n => n != likely) <= rare + (4.5 * Math.Sqrt(rare)) + 3, what);
            return;
        }

        bounds[^1] = int.MaxValue;
        weights[^1] += weight;
        var observed = new int[bounds.Count];
        foreach (int n in counts)
            observed[bounds.FindIndex(bound => n <= bound)]++;
        Level.AssertNotRejected(Statistics.ChiSquareGoodnessOfFit(observed, [.. weights]).PValue, what);
    }

    private static int Draw(int trials, double probability, int replicate) =>
        BinomialSampling.Draw(new RandomStream(Key, replicate, 0), trials, probability);
}
