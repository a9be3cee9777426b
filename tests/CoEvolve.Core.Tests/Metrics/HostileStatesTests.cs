using CoEvolve.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace CoEvolve.Core.Tests;

// Whatever the state, nothing that is recorded is NaN or infinite. Sizes go from 1e-300 to 1e100 within one factor.
public sealed class HostileStatesTests
{
    [Fact]
    public void Image_measures_are_finite_or_absent() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new ReferenceRandom((ulong)seed);
            int captions = 1 + (seed % 6), d = 1 + (seed / 6 % 5);
            CaptionGaussians initial = Shapes.Gaussians(random, captions, d);
            double[] means = [.. Enumerable.Range(0, captions * d).Select(_ => Hostile(random))];
            var factors = new double[captions * d * d];
            for (int i = 0; i < factors.Length; i++)
                factors[i] = i % d <= i / d % d ? Hostile(random) : 0;
            var state = ImageModelState.Starting(new CaptionGaussians(captions, d, means, factors), [.. Enumerable.Repeat(d + (seed % 2), captions)]);
            var byCaption = new CaptionMetrics[captions];
            ImageMetrics m = new ImageMeasures(initial).Measure(state, HostileShares(random, captions), 1 + (seed % 1000), byCaption);
            Assert.All(
                [m.Diversity, m.FidelityError, m.WithinVariance, m.BetweenVariance, m.FrechetDistance, m.LogDet ?? 0, m.MatthewIndex ?? 0],
                x => Assert.True(double.IsFinite(x)));
            Assert.All(byCaption, c => Assert.True(
                double.IsFinite(c.Share) && double.IsFinite(c.Diversity) && double.IsFinite(c.FidelityError) && double.IsFinite(c.LogDet ?? 0)));
            Assert.True(m.FrechetDistance >= 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000).WithReplay(5, 7));

    [Fact]
    public void Text_measures_are_finite_and_in_range() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new ReferenceRandom((ulong)seed);
            int captions = 1 + (seed % 9);
            double[] p = HostileShares(random, captions);
            TextMetrics m = TextMeasures.Measure(p, HostileShares(random, captions), 1 + (seed % 1000), TextMeasures.ReaderResolution(TextMeasures.GiniSimpson(p), 3e-5, 4));
            Assert.InRange(m.GiniSimpson, 0, 1 - (1.0 / captions) + 1e-12);
            Assert.InRange(m.Entropy, 0, Math.Log(captions) + 1e-12);
            Assert.InRange(m.EffectiveCaptions, 1, captions * (1 + 1e-12));
            Assert.InRange(m.CaptionsAlive, 0, captions);
            Assert.InRange(m.TotalVariation, 0, 1);
            Assert.True(double.IsFinite(m.ReaderResolution ?? 0));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000).WithReplay(5, 9));

    [Fact]
    public void Reading_and_training_stay_finite_and_normalised() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new ReferenceRandom((ulong)seed);
            int captions = 1 + (seed % 5), d = 1 + (seed / 5 % 4);
            double[] means = [.. random.NextNormals(captions * d)];
            var factors = new double[captions * d * d];
            for (int i = 0; i < factors.Length; i++)
                factors[i] = i % d <= i / d % d ? Math.Min(Hostile(random), 1e3) : 0;
            var gaussians = new CaptionGaussians(captions, d, means, factors);
            double[] p = HostileShares(random, captions);
            int[] counts = [.. p.Select(x => x > 0 ? (int)(12 * random.NextUniform()) : 0)];
            int images = counts.Sum();
            var scene = new ReadingScene(p, gaussians, counts, 1e-9 + (seed % 2 * random.NextUniform()), seed % 100);
            (double[] totals, double diversity) = scene.ReadSoftly();
            Shapes.AssertClose(images, totals.Sum(), 1e-11 * (1 + images));
            Assert.True(double.IsFinite(diversity));
            Assert.Equal(images, scene.ReadBySampling().Sum());
            var innovations = new ImageBatch(captions, d);
            innovations.Layout(counts);
            ImageMaking.DrawInnovations(ReadingScene.Choice, 0, 0, innovations);
            var users = new UserImageBatch(captions, d);
            users.Layout(seed % 4);
            random.NextNormals(users.Displacements.Length).CopyTo(users.Displacements);
            var next = new ImageModelState(captions, d);
            double rate = seed % 3 == 0 ? 0.5 : 1;
            new ImageTraining(d).Train(ImageModelState.Starting(gaussians, new int[captions]), [innovations], users, CovarianceEstimator.MaximumLikelihood, rate, next);
            Assert.All(next.Gaussians.Means, x => Assert.True(double.IsFinite(x)));
            Assert.All(next.Gaussians.Factors, x => Assert.True(double.IsFinite(x)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000).WithReplay(5, 11));

    private static double Hostile(ReferenceRandom random) => (int)(random.NextUniform() * 8) switch
    {
        0 => 0,
        1 => 1e-300 * random.NextNormal(),
        2 => 1e-160 * random.NextNormal(),
        3 => 1e-150 * random.NextNormal(),
        4 => 1e100 * random.NextNormal(),
        5 => 5e-324,
        _ => random.NextNormal(),
    };

    private static double[] HostileShares(ReferenceRandom random, int captions)
    {
        double[] weights = [.. Enumerable.Range(0, captions).Select(_ => (int)(random.NextUniform() * 5) switch
        {
            0 => 0,
            1 => 1e-300,
            2 => 1e-18,
            _ => random.NextUniform(),
        })];
        weights[(int)(random.NextUniform() * captions)] = 1;
        double sum = weights.Sum();
        return [.. weights.Select(w => w / sum)];
    }
}
