using CoEvolve.Reference;

namespace CoEvolve.Core.Tests;

public sealed class ImageMeasuresTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    [InlineData(4, 1)]
    [InlineData(5, 2)]
    [InlineData(8, 3)]
    [InlineData(6, 16)]
    [InlineData(9, 5)]
    [InlineData(21, 4)]
    [InlineData(17, 2)]
    public void Every_measure_is_the_references(int captions, int d)
    {
        var random = new ReferenceRandom(920);
        for (int trial = 0; trial < 10; trial++)
        {
            CaptionGaussians initial = Shapes.Gaussians(random, captions, d), now = Shapes.Gaussians(random, captions, d);
            double[] p = Shapes.Shares(random, captions);
            AssertAsReference(initial, ImageModelState.Starting(now, [.. Enumerable.Repeat(ImageModelState.GivenPool, captions)]), p, 1e-10);
        }
    }

    [Fact]
    public void Captions_without_a_log_determinant_are_left_out_of_its_mean()
    {
        var random = new ReferenceRandom(921);
        CaptionGaussians gaussians = Shapes.Gaussians(random, 4, 2);
        var state = new ImageModelState(gaussians, [3, 2, 100, 100], [2, 2, 1, 2]);
        double[] p = [0.4, 0.3, 0.2, 0.1];
        var captions = new CaptionMetrics[4];
        ImageMetrics measured = new ImageMeasures(gaussians).Measure(state, p, 10, captions);
        Assert.Equal([true, false, false, true], captions.Select(c => c.LogDet is not null));
        double expected = ((0.4 * captions[0].LogDet!.Value) + (0.1 * captions[3].LogDet!.Value)) / 0.5;
        Shapes.AssertClose(expected, measured.LogDet!.Value, 1e-14);
        var none = new ImageModelState(gaussians, [2, 2, 2, 2], [1, 1, 1, 1]);
        Assert.Null(new ImageMeasures(gaussians).Measure(none, p, 10, captions).LogDet);
    }

    [Fact]
    public void The_start_itself_has_full_diversity_and_no_distance()
    {
        var random = new ReferenceRandom(922);
        CaptionGaussians gaussians = Shapes.Gaussians(random, 5, 4);
        double[] p = Shapes.Shares(random, 5);
        var captions = new CaptionMetrics[5];
        ImageMetrics measured = new ImageMeasures(gaussians).Measure(ImageModelState.Starting(gaussians, new int[5]), p, 100, captions);
        Shapes.AssertClose(1, measured.Diversity, 1e-15);
        Assert.Equal(0, measured.FidelityError);
        Shapes.AssertClose(0, measured.FrechetDistance, 1e-13);
        Assert.Null(measured.MatthewIndex); // all diversities are equal
    }

    [Fact]
    public void The_followed_diversity_is_the_recorded_one()
    {
        var random = new ReferenceRandom(923);
        CaptionGaussians initial = Shapes.Gaussians(random, 5, 3), now = Shapes.Gaussians(random, 5, 3);
        double[] p = Shapes.Shares(random, 5);
        var measures = new ImageMeasures(initial);
        ImageMetrics measured = measures.Measure(ImageModelState.Starting(now, new int[5]), p, 10, new CaptionMetrics[5]);
        Assert.Equal(measured.Diversity, measures.Diversity(now, p));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Captions_without_a_share_change_no_distance_wherever_they_stand(int d)
    {
        var random = new ReferenceRandom(924);
        CaptionGaussians initial = Shapes.Gaussians(random, 40, d), now = Shapes.Gaussians(random, 40, d);
        for (int alive = 1; alive <= 20; alive++)
        {
            // Equal shares: the mean of the distances that each caption has alone.
            var p = new double[40];
            double expected = 0;
            for (int i = 0; i < alive; i++)
            {
                int caption = ((i * 7) + alive) % 40;
                p[caption] = 1.0 / alive;
                expected += Distance(initial, now, caption) / alive;
            }

            Shapes.AssertClose(expected, Frechet(initial, now, p), 1e-13 * expected);
        }
    }

    [Fact]
    public void The_Matthew_index_ranks_captions_alive_only_and_ties_get_their_average()
    {
        var gaussians = new CaptionGaussians(5, 1, new double[5], [1, 1, 2, 3, 9]);
        CaptionGaussians initial = CaptionGaussians.WithUnitCovariance(5, 1, new double[5]);
        double[] p = [0.1, 0.2, 0.3, 0.399, 0.001];
        var captions = new CaptionMetrics[5];
        ImageMetrics measured = new ImageMeasures(initial).Measure(ImageModelState.Starting(gaussians, new int[5]), p, 100, captions);
        Shapes.AssertClose(ReferenceMetrics.MatthewIndex(p, [1, 1, 4, 9, 81], 100)!.Value, measured.MatthewIndex!.Value, 1e-14);
        Shapes.AssertClose(Math.Sqrt(0.9), measured.MatthewIndex.Value, 1e-14);
        Assert.Null(new ImageMeasures(initial).Measure(ImageModelState.Starting(gaussians, new int[5]), p, 1, captions).MatthewIndex);
    }

    [Fact]
    public void The_distance_of_a_collapsed_caption_is_its_initial_trace_and_its_drift()
    {
        var initial = new CaptionGaussians(1, 3, [0, 0, 0], [1, 0, 0, 0.5, 2, 0, 0, 0, 3]);
        foreach (double size in new[] { 0, 1e-300, 1e-150, 1e-20 })
        {
            var now = new CaptionGaussians(1, 3, [3, 0, 4], [size, 0, 0, 0, 0, 0, size, 0, size]);
            ImageMetrics measured = new ImageMeasures(initial).Measure(ImageModelState.Starting(now, [1]), [1], 10, new CaptionMetrics[1]);
            Shapes.AssertClose(25 + initial.Trace(0), measured.FrechetDistance, 1e-13);
            Assert.Null(measured.LogDet);
        }
    }

    private static double Distance(CaptionGaussians initial, CaptionGaussians now, int caption)
    {
        CaptionGaussians One(CaptionGaussians of) => new(1, of.Dimension, of.Mean(caption).ToArray(), of.Factor(caption).ToArray());
        return Frechet(One(initial), One(now), [1]);
    }

    private static double Frechet(CaptionGaussians initial, CaptionGaussians now, double[] p) =>
        new ImageMeasures(initial).Measure(ImageModelState.Starting(now, new int[p.Length]), p, 10, new CaptionMetrics[p.Length]).FrechetDistance;

    private static void AssertAsReference(CaptionGaussians initial, ImageModelState state, double[] p, double tolerance)
    {
        int captions = p.Length;
        double[][] mu = Shapes.Means(state.Gaussians), mu0 = Shapes.Means(initial);
        double[][,] sigma = Shapes.Covariances(state.Gaussians), sigma0 = Shapes.Covariances(initial);
        var byCaption = new CaptionMetrics[captions];
        ImageMetrics actual = new ImageMeasures(initial).Measure(state, p, 20, byCaption);
        double[] Each(Func<int, double> f) => [.. Enumerable.Range(0, captions).Select(f)];
        double[] diversity = Each(k => ReferenceMetrics.Diversity(sigma[k], sigma0[k]));
        double[] fidelity = Each(k => ReferenceMetrics.FidelityError(mu[k], mu0[k], sigma0[k]));
        double[] logDet = Each(k => ReferenceMetrics.LogDeterminant(sigma[k]));
        for (int k = 0; k < captions; k++)
        {
            Assert.Equal(p[k], byCaption[k].Share);
            Shapes.AssertClose(diversity[k], byCaption[k].Diversity, tolerance * diversity[k]);
            Shapes.AssertClose(fidelity[k], byCaption[k].FidelityError, tolerance * fidelity[k]);
            Shapes.AssertClose(logDet[k], byCaption[k].LogDet!.Value, 1e-9);
        }

        (double within, double between) = ReferenceMetrics.VarianceSplit(p, mu, sigma);
        Shapes.AssertClose(ReferenceMetrics.WeightedMean(p, diversity), actual.Diversity, tolerance * diversity.Max());
        Shapes.AssertClose(ReferenceMetrics.WeightedMean(p, fidelity), actual.FidelityError, tolerance * fidelity.Max());
        Shapes.AssertClose(ReferenceMetrics.WeightedMean(p, logDet), actual.LogDet!.Value, 1e-9);
        Shapes.AssertClose(within, actual.WithinVariance, tolerance * within);
        Shapes.AssertClose(between, actual.BetweenVariance, tolerance * (1 + between));
        double[] frechet = Each(k => ReferenceMetrics.SquaredFrechetDistance(mu[k], sigma[k], mu0[k], sigma0[k]));
        Shapes.AssertClose(ReferenceMetrics.WeightedMean(p, frechet), actual.FrechetDistance, 1e-8 * (1 + frechet.Max()));
        double? matthew = ReferenceMetrics.MatthewIndex(p, diversity, 20);
        Assert.Equal(matthew is null, actual.MatthewIndex is null);
        if (matthew is double index)
            Shapes.AssertClose(index, actual.MatthewIndex!.Value, 1e-13);
    }
}
