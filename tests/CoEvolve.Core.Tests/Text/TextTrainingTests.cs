using CoEvolve.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace CoEvolve.Core.Tests;

public sealed class TextTrainingTests
{
    [Fact]
    public void Retraining_is_the_references()
    {
        var random = new ReferenceRandom(140);
        for (int trial = 0; trial < 500; trial++)
        {
            int captions = 1 + (trial % 12), images = 1 + (trial % 50), corpus = trial % 7;
            double[] p = Shapes.Shares(random, captions), estimate = Shapes.Shares(random, captions);
            int[] counts = random.NextMultinomial(corpus, Shapes.Shares(random, captions));
            double rate = trial % 3 == 0 ? 1 : 1 - random.NextUniform();
            double[] expected = ReferenceTextRetraining.Retrain(p, estimate, images, counts, rate);
            var actual = new double[captions];
            TextTraining.Train(p, [.. estimate.Select(q => q * images)], images, counts, rate, actual);
            for (int k = 0; k < captions; k++)
                Shapes.AssertClose(expected[k], actual[k], 1e-14);
        }
    }

    [Fact]
    public void A_lost_caption_comes_back_with_the_corpus_only()
    {
        var next = new double[2];
        TextTraining.Train([1, 0], [10, 0], 10, [0, 0], 1, next);
        Assert.Equal([1, 0], next);
        TextTraining.Train([1, 0], [10, 0], 10, [3, 2], 0.5, next);
        Shapes.AssertClose(0.5 * 2 / 15, next[1], 1e-15);
    }

    [Fact]
    public void Retraining_keeps_total_probability_one() =>
        Prop.ForAll(Weights(), Weights(), Gen.Choose(1, 1000).ToArbitrary(), (p, q, rate) =>
        {
            int captions = Math.Min(p.Length, q.Length), images = 1 + (rate % 77);
            double[] current = Normalised(p[..captions]), totals = [.. Normalised(q[..captions]).Select(x => x * images)], next = new double[captions];
            int[] corpus = [.. Enumerable.Range(0, captions).Select(k => k * rate % 3)];
            TextTraining.Train(current, totals, images, corpus, rate / 1000.0, next);
            Shapes.AssertClose(1, next.Sum(), 1e-12);
            Assert.All(next, x => Assert.InRange(x, 0, 1));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(3, 5));

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0000001)]
    [InlineData(double.NaN)]
    public void A_learning_rate_outside_of_zero_to_one_is_refused(double rate) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TextTraining.Train([1], [1], 1, [0], rate, new double[1]));

    private static Arbitrary<double[]> Weights() =>
        Gen.Frequency((3, Gen.Choose(1, 1000).Select(i => (double)i)), (1, Gen.Constant(0.0)), (1, Gen.Constant(1e-300)))
            .NonEmptyListOf().Select(list => list.ToArray()).ToArbitrary();

    private static double[] Normalised(double[] weights)
    {
        double sum = weights.Sum();
        return sum > 0 ? [.. weights.Select(w => w / sum)] : [1, .. weights[1..]];
    }
}
