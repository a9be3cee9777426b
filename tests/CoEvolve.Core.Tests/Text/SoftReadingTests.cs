using System.Runtime.Intrinsics;
using CoEvolve.Reference;

namespace CoEvolve.Core.Tests;

public sealed class SoftReadingTests
{
    [Theory]
    [InlineData(2, 1, 1)]
    [InlineData(3, 2, 40)]
    [InlineData(8, 2, 200)]
    [InlineData(5, 3, 7)]
    [InlineData(4, 16, 100)]
    [InlineData(1, 2, 20)]
    public void Totals_are_the_reference_readers(int captions, int d, int images)
    {
        var random = new ReferenceRandom(100);
        foreach (double noise in new[] { 0.05, 0.3, 2 })
        {
            double[] p = Shapes.Shares(random, captions);
            var scene = new ReadingScene(p, Shapes.Gaussians(random, captions, d), random.NextMultinomial(images, p), noise);
            AssertAsReference(scene, 1e-10);
        }
    }

    [Fact]
    public void Captions_without_prior_are_never_read_even_from_their_own_images()
    {
        // Another model may prompt a caption that this reader has lost.
        var random = new ReferenceRandom(101);
        double[] p = [0.5, 0, 0.2, 0.3];
        var scene = new ReadingScene(p, Shapes.Gaussians(random, 4, 2), [10, 9, 8, 3], 0.2);
        AssertAsReference(scene, 1e-10);
        Assert.Equal(0, scene.ReadSoftly().Totals[1]);
        Assert.Equal(0, scene.ReadBySampling()[1]);
    }

    [Theory]
    [InlineData(1e-20)]
    [InlineData(1e-150)]
    [InlineData(0.0)]
    public void Collapsed_images_are_read_through_the_perception_noise_alone(double scale)
    {
        var random = new ReferenceRandom(102);
        double[] p = Shapes.Shares(random, 4);
        var scene = new ReadingScene(p, Shapes.Gaussians(random, 4, 3, spread: 0.5, scale), [20, 10, 5, 1], 0.4);
        AssertAsReference(scene, 1e-10);
    }

    [Fact]
    public void Singular_factors_are_read_like_any_other()
    {
        var random = new ReferenceRandom(103);
        CaptionGaussians gaussians = Shapes.Gaussians(random, 3, 3, spread: 0.5);
        for (int i = 0; i < 3; i++)
            gaussians.Factor(1)[(i * 3) + 2] = gaussians.Factor(2)[(i * 3) + 1] = gaussians.Factor(2)[i * 3] = 0;
        AssertAsReference(new ReadingScene([0.2, 0.3, 0.5], gaussians, [11, 17, 12], 0.2), 1e-10);
    }

    [Fact]
    public void At_the_floor_of_the_noise_collapsed_captions_with_the_same_mean_still_share_the_images()
    {
        // Two captions at one place with A = 1e-150: the densities cancel, so q is the prior between them.
        double noise = ImageReading.EffectiveNoise(0, 2, 2);
        Assert.Equal(1e-9, noise);
        double[] factor = [1e-150, 0, 0, 1e-150];
        var gaussians = new CaptionGaussians(3, 2, [1, 2, 1, 2, -3, 0], [.. factor, .. factor, .. factor]);
        (double[] totals, double diversity) = new ReadingScene([0.3, 0.1, 0.6], gaussians, [30, 10, 60], noise).ReadSoftly();
        Shapes.AssertClose(30, totals[0], 1e-10);
        Shapes.AssertClose(10, totals[1], 1e-10);
        Shapes.AssertClose(60, totals[2], 1e-10);
        Shapes.AssertClose(40 * (1 - (0.75 * 0.75) - (0.25 * 0.25)), diversity, 1e-10);
    }

    [Fact]
    public void The_floor_of_the_noise_is_the_references()
    {
        var random = new ReferenceRandom(104);
        CaptionGaussians gaussians = Shapes.Gaussians(random, 5, 3);
        double largest = Enumerable.Range(0, 5).Max(gaussians.Trace);
        foreach (double tau in new[] { 0, 1e-12, 1e-9, 1e-3 })
        {
            double expected = ReferenceReader.EffectivePerceptionNoise(tau, Shapes.Covariances(gaussians));
            Shapes.AssertClose(expected, ImageReading.EffectiveNoise(tau, largest, 3), 1e-15 * expected);
        }
    }

    [Fact]
    public void Posteriors_of_every_batch_sum_to_the_number_of_images()
    {
        var random = new ReferenceRandom(105);
        for (int trial = 0; trial < 100; trial++)
        {
            int captions = 1 + (trial % 9), d = 1 + (trial % 4);
            double[] p = Shapes.Shares(random, captions);
            double scale = Math.Pow(10, -(trial % 20) * 8);
            var scene = new ReadingScene(p, Shapes.Gaussians(random, captions, d, 1, scale), random.NextMultinomial(trial, p), 1e-9 + (trial % 3));
            (double[] totals, double diversity) = scene.ReadSoftly();
            Shapes.AssertClose(trial, totals.Sum(), 1e-12 * (1 + trial));
            Assert.True(totals.All(q => q >= 0) && diversity >= 0 && double.IsFinite(diversity));
        }
    }

    [Fact]
    public void Padding_is_never_counted()
    {
        var random = new ReferenceRandom(106);
        CaptionGaussians gaussians = Shapes.Gaussians(random, 3, 2);
        var scene = new ReadingScene([0.3, 0.3, 0.4], gaussians, [5, 9, 8], 0.3);
        (double[] before, double diversity) = scene.ReadSoftly();
        double[] sampled = scene.ReadBySampling();
        Padding.FillWithNaN(scene.Displacements);
        (double[] after, double diversityAfter) = scene.ReadSoftly();
        Assert.Equal(Bits.Of([.. before, diversity]), Bits.Of([.. after, diversityAfter]));
        Assert.Equal(sampled, scene.ReadBySampling());
    }

    [Fact]
    public void Reading_two_batches_adds_up_and_reset_forgets()
    {
        var random = new ReferenceRandom(107);
        var scene = new ReadingScene([0.3, 0.3, 0.4], Shapes.Gaussians(random, 3, 2), [5, 9, 8], 0.3);
        (double[] once, double diversity) = scene.ReadSoftly();
        scene.Read(choice: null);
        var twice = new double[3];
        Shapes.AssertClose(2 * diversity, scene.Reading.Total(twice), 1e-12);
        for (int k = 0; k < 3; k++)
            Shapes.AssertClose(2 * once[k], twice[k], 1e-12);
        Assert.Equal(once, scene.ReadSoftly().Totals);
    }

    [Fact]
    public void The_mean_posterior_is_the_prior()
    {
        // E[q] = p whatever the images look like: images by multinomial counts, 400 replicates. Level 7e-6 a caption.
        var random = new ReferenceRandom(108);
        double[] p = [0.45, 0.25, 0.2, 0.1];
        CaptionGaussians gaussians = Shapes.Gaussians(random, 4, 2, spread: 0.7);
        double[][] means = [.. Enumerable.Range(0, 400).Select(r =>
            new ReadingScene(p, gaussians, random.NextMultinomial(50, p), 0.2, r).ReadSoftly().Totals)];
        for (int k = 0; k < 4; k++)
            Level.AssertMean(means.Select(q => q[k] / 50), p[k]);
    }

    [Fact]
    public void Reader_resolution_has_the_form_of_squared_posteriors()
    {
        var random = new ReferenceRandom(109);
        double[] p = Shapes.Shares(random, 6);
        var scene = new ReadingScene(p, Shapes.Gaussians(random, 6, 2), random.NextMultinomial(80, p), 0.2);
        (double[] totals, double diversity) = scene.ReadSoftly();
        double expected = ReferenceMetrics.ReaderResolution(scene.Posteriors(), p)!.Value;
        double? actual = TextMeasures.ReaderResolution(TextMeasures.GiniSimpson(p), diversity, 80);
        Shapes.AssertClose(expected, actual!.Value, 1e-10);
        Assert.Null(TextMeasures.ReaderResolution(9e-13, diversity, 80));
        Assert.Equal(80, totals.Sum(), 1e-10);
    }

    [Fact]
    public void Nearly_certain_posteriors_keep_the_precision_of_their_doubt()
    {
        // Unit variances at ±4: for y near its own mean, 1 − ‖q‖² ≈ 2e^{-32+…}, of which 1 − Σq² would keep two digits.
        var gaussians = new CaptionGaussians(2, 1, [4, -4], [1e-150, 1e-150]);
        var scene = new ReadingScene([0.5, 0.5], gaussians, [3, 0], 1);
        double expected = scene.Seen().Sum(s => 0.5 / Math.Pow(Math.Cosh(4 * (s.Seen[0] + 4)), 2)); // 2q(1 − q), q = 1/(1 + e^x)
        Shapes.AssertClose(expected, scene.ReadSoftly().Diversity, 1e-12 * expected);
    }

    [Fact]
    public void A_caption_is_left_out_only_where_its_posterior_is_under_1e_minus_18_for_all_images_of_a_block()
    {
        // Two collapsed captions, unit noise, ever farther apart; eight images of the first. ln q₁ ≈ −2m² + …, about −41.5
        // at m = 4.6. Expected is exactly what the bound says: nothing, or the posterior to its last digits.
        int kept = 0, leftOut = 0;
        for (int step = 0; step < 400; step++)
        {
            double m = 2 + (step * 0.015);
            var gaussians = new CaptionGaussians(2, 1, [m, -m], [1e-150, 1e-150]);
            var scene = new ReadingScene([0.5, 0.5], gaussians, [8, 0], 1, replicate: step);
            double[] q = [.. scene.Seen().Select(s => 1 / (1 + Math.Exp(2 * m * (s.Seen[0] + m))))];
            double actual = scene.ReadSoftly().Totals[1];
            if (q.Max() < 0.9e-18)
            {
                Assert.Equal(0, actual);
                leftOut++;
            }
            else if (q.Max() > 1e-18)
            {
                Shapes.AssertClose(q.Sum(), actual, 1e-12 * q.Sum());
                kept++;
            }
        }

        Assert.True(kept > 100 && leftOut > 100, $"{kept} kept, {leftOut} left out");
    }

    [Fact]
    public void Many_captions_of_which_most_are_negligible_are_read_as_by_the_reference()
    {
        // 19 captions far apart in seven dimensions: three groups of lanes, the last one not full, and sums that stop early.
        var random = new ReferenceRandom(109);
        double[] p = Shapes.Shares(random, 19);
        foreach (double spread in new[] { 0.5, 2, 6 })
        {
            var scene = new ReadingScene(p, Shapes.Gaussians(random, 19, 7, spread), random.NextMultinomial(150, p), 0.2);
            AssertAsReference(scene, 1e-10);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Parts_may_be_read_in_any_order_and_at_the_same_time(bool sampled)
    {
        var random = new ReferenceRandom(110);
        int[] counts = [9_000, 3, 40_001, 0, 17];
        var scene = new ReadingScene([0.3, 0.1, 0.4, 0.1, 0.1], Shapes.Gaussians(random, 5, 6), counts, 0.3);
        StreamKey? choice = sampled ? ReadingScene.Choice : null;
        (double[] totals, double diversity) = sampled ? (scene.ReadBySampling(), 0) : scene.ReadSoftly();
        Assert.Equal(counts.Sum(), totals.Sum(), 1e-7);

        ImageReading reading = scene.Reading;
        reading.Reset();
        int parts = reading.Begin(scene.Displacements, ReadingScene.Perception, choice, 0, 1);
        Assert.True(parts > 2, $"{parts} parts");
        Parallel.For(0, parts, part => reading.DoPart(parts - 1 - part));
        reading.End();
        var again = new double[5];
        double diversityAgain = reading.Total(again);
        Assert.Equal(Bits.Of([.. totals, diversity]), Bits.Of([.. again, diversityAgain]));
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(false, 7)]
    [InlineData(true, 7)]
    public void Rounds_change_no_bit(bool sampled, int rounds)
    {
        var scene = new ReadingScene([0.4, 0.2, 0.4], Shapes.Gaussians(new ReferenceRandom(111), 3, 5), [2_000, 3, 1_001], 0.3);
        var whiteners = new CaptionWhiteners(3, 5);
        whiteners.DoAll(whiteners.Begin(scene.Prior, scene.Gaussians, scene.Noise));
        Assert.Equal(Read(rounds: 1), Read(rounds));

        long[] Read(int rounds)
        {
            var parts = new ReadingPart[3];
            for (int round = 0; round < rounds; round++)
            {
                for (int part = 0; part < parts.Length; part++)
                    (parts[part] ??= new ReadingPart(whiteners, 3, 5)).Read(Order(round, rounds, parts.Length), part);
            }

            var totals = new double[3 * RandomStream.Lanes];
            Vector512<double> diversity = Vector512<double>.Zero;
            foreach (ReadingPart part in parts)
                part.AddTo(totals, ref diversity);
            Assert.Equal(3_004, totals.Sum(), 1e-7);
            return Bits.Of([.. totals, LaneSum.Of(diversity)]);
        }

        ReadingOrder Order(int round, int rounds, int parts) => new()
        {
            Published = scene.Gaussians,
            Noise = scene.Noise,
            Batch = scene.Displacements,
            Perception = ReadingScene.Perception,
            Choice = sampled ? ReadingScene.Choice : null,
            Generation = 1,
            Parts = parts,
            Rounds = rounds,
            Round = round,
        };
    }

    [Fact]
    public void A_huge_batch_is_read_in_rounds_and_each_image_once()
    {
        // So far apart that no image could be of another caption: each counts as 1, up to 1e-18.
        const int captions = 400, d = 16;
        var means = new double[captions * d];
        for (int k = 0; k < captions; k++)
            means[(k * d) + d - 1] = 1e4 * k;
        int[] counts = [.. Enumerable.Range(0, captions).Select(k => 500 + (k % 10))];
        var scene = new ReadingScene([.. Enumerable.Repeat(1.0 / captions, captions)], CaptionGaussians.WithUnitCovariance(captions, d, means), counts, 0.1);
        (double[] totals, _) = scene.ReadSoftly();
        Assert.Equal(counts.Select(n => (double)n), totals);

        int parts = scene.Reading.Begin(scene.Displacements, ReadingScene.Perception, choice: null, 0, 1);
        Assert.True(scene.Reading.BeginNextRound(), $"{parts} parts in one round");
    }

    private static void AssertAsReference(ReadingScene scene, double tolerance)
    {
        double[][] posteriors = scene.Posteriors();
        (double[] totals, double diversity) = scene.ReadSoftly();
        for (int k = 0; k < totals.Length; k++)
            Shapes.AssertClose(posteriors.Sum(q => q[k]), totals[k], tolerance * posteriors.Length);
        Shapes.AssertClose(posteriors.Sum(q => 1 - q.Sum(x => x * x)), diversity, tolerance * posteriors.Length);
    }
}
