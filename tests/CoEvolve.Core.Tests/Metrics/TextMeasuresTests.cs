using CoEvolve.Reference;

namespace CoEvolve.Core.Tests;

public sealed class TextMeasuresTests
{
    [Fact]
    public void Every_measure_is_the_references()
    {
        var random = new ReferenceRandom(900);
        for (int trial = 0; trial < 300; trial++)
        {
            int captions = 1 + (trial % 20), n = 1 + (trial % 100);
            double[] p = Shapes.Shares(random, captions), initial = Shapes.Shares(random, captions);
            TextMetrics actual = TextMeasures.Measure(p, initial, n, 0.25);
            Shapes.AssertClose(ReferenceMetrics.GiniSimpson(p), actual.GiniSimpson, 1e-14);
            Shapes.AssertClose(ReferenceMetrics.Entropy(p), actual.Entropy, 1e-14);
            Shapes.AssertClose(ReferenceMetrics.EffectiveCaptions(p), actual.EffectiveCaptions, 1e-12);
            Shapes.AssertClose(ReferenceMetrics.TotalVariation(p, initial), actual.TotalVariation, 1e-14);
            Assert.Equal(ReferenceMetrics.AliveCaptions(p, n), actual.CaptionsAlive);
            Assert.Equal(0.25, actual.ReaderResolution);
        }
    }

    [Fact]
    public void A_single_caption_has_no_diversity()
    {
        Assert.Equal(new TextMetrics(0, 0, 1, 1, 0, null), TextMeasures.Measure([1], [1], 5, null));
        Assert.Equal(new TextMetrics(0, 0, 1, 1, 0.75, null), TextMeasures.Measure([0, 1, 0, 0], [0.25, 0.25, 0.25, 0.25], 5, null));
    }

    [Theory]
    [InlineData(1e-18)]
    [InlineData(1e-100)]
    [InlineData(1e-300)]
    public void Next_to_no_diversity_keeps_its_digits(double rest)
    {
        // 1 − Σp² would round to 0.
        foreach (double[] p in new[] { new[] { 1, rest, rest }, [rest, 1, rest], [rest, rest, 1] })
        {
            Shapes.AssertClose(4 * rest, TextMeasures.GiniSimpson(p), 1e-15 * rest);
            Shapes.AssertClose(-2 * rest * Math.Log(rest), TextMeasures.Entropy(p), 1e-13 * rest * -Math.Log(rest));
        }
    }

    [Fact]
    public void A_caption_is_alive_above_half_a_count()
    {
        Assert.False(TextMeasures.IsAlive(0.05, 10));
        Assert.True(TextMeasures.IsAlive(0.05 + 1e-17, 10));
        Assert.False(TextMeasures.IsAlive(0, 1));
        Assert.True(TextMeasures.IsAlive(1e-8, 100_000_000));
    }

    [Fact]
    public void Even_shares_have_the_largest_values()
    {
        double[] p = [.. Enumerable.Repeat(0.125, 8)];
        TextMetrics measured = TextMeasures.Measure(p, p, 100, null);
        Assert.Equal(0.875, measured.GiniSimpson);
        Shapes.AssertClose(8, measured.EffectiveCaptions, 1e-14);
    }
}
