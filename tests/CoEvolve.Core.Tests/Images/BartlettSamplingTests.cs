using CoEvolve.Reference;

namespace CoEvolve.Core.Tests;

// Statistics drawn directly against those of drawn images. Kolmogorov–Smirnov at 1e-5, z at 7e-6 a comparison.
public sealed class BartlettSamplingTests
{
    private const int Replicates = 4000;

    private static readonly StreamKey Direct = StreamKey.Derive(10, "painter", "writer", StreamPurpose.Statistics);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(40)]
    public void Every_number_has_the_law_that_drawn_images_give(int images)
    {
        foreach (int d in new[] { 1, 2, 5 })
        {
            double[][] direct = [.. Enumerable.Range(0, Replicates).Select(r => Numbers(Draw(r, d, [images]), 0))];
            double[][] counted = [.. Enumerable.Range(0, Replicates).Select(r => Numbers(Count(r, d, images), 0))];
            for (int i = 0; i < direct[0].Length; i++)
                AssertSameLaw(direct.Select(x => x[i]), counted.Select(x => x[i]), $"n {images}, d {d}, number {i}");
            for (int i = 0; i < direct[0].Length; i++)
            {
                for (int j = 0; j < i; j++)
                    AssertSameMean(direct.Select(x => x[i] * x[j]), counted.Select(x => x[i] * x[j]), $"n {images}, d {d}, numbers {i} and {j}");
            }
        }
    }

    [Fact]
    public void A_root_has_as_many_columns_as_there_are_images_but_one()
    {
        for (int r = 0; r < 50; r++)
        {
            InnovationStatistics statistics = Draw(r, 5, [0, 1, 2, 3, 5, 6, 50, 4, 2]);
            for (int k = 0; k < statistics.Captions; k++)
            {
                int n = statistics.Counts[k];
                for (int a = 0; a < 5; a++)
                {
                    Assert.Equal(n == 0, statistics[k, a] == 0);
                    for (int b = 0; b <= a; b++)
                    {
                        double value = statistics[k, 5 + (a * (a + 1) / 2) + b];
                        Assert.Equal(b >= n - 1, value == 0);
                        Assert.True(a != b || value >= 0);
                    }
                }
            }
        }
    }

    [Fact]
    public void What_a_caption_gets_does_not_depend_on_the_others()
    {
        for (int r = 0; r < 300; r++)
        {
            InnovationStatistics few = Draw(r, 3, [0, 2, 0, 0, 3, 0, 0, 9, 4, 0]), many = Draw(r, 3, [2, 2, 2, 2, 3, 2, 2, 9, 4, 1]);
            foreach (int k in new[] { 1, 4, 7, 8 })
                Assert.Equal(Bits.Of(Numbers(few, k)), Bits.Of(Numbers(many, k)));
        }
    }

    [Fact]
    public void Drawing_again_gives_the_same_bits_whatever_the_buffer_held()
    {
        InnovationStatistics used = Draw(1, 4, [9, 9, 9]), fresh = new(3, 4);
        BartlettSampling.Draw(Direct, 2, 0, [0, 3, 8], used);
        BartlettSampling.Draw(Direct, 2, 0, [0, 3, 8], fresh);
        for (int k = 0; k < 3; k++)
            Assert.Equal(Bits.Of(Numbers(fresh, k)), Bits.Of(Numbers(used, k)));
        BartlettSampling.Draw(Direct, 2, 0, [0, 0, 0], used);
        for (int k = 0; k < 3; k++)
            Assert.All(Numbers(used, k), x => Assert.Equal(0, x));
    }

    [Fact]
    public void A_hundred_million_images_cost_no_more_than_two()
    {
        InnovationStatistics statistics = Draw(1, 2, [100_000_000, 2]);
        Assert.InRange(Math.Abs(statistics[0, 0]), 0, 1e-3);
        Assert.InRange(statistics[0, 2], 9_998, 10_002);
    }

    /// <summary>The statistics of images that were drawn one by one.</summary>
    internal static InnovationStatistics Of(ImageBatch batch)
    {
        var measuring = new InnovationMeasuring(batch.Captions, batch.Dimension);
        for (int part = 0, parts = measuring.Begin(batch); part < parts; part++)
            measuring.DoPart(part);
        measuring.End();
        measuring.Roots.DoAll(measuring.Roots.Begin());
        return measuring.Statistics;
    }

    private static InnovationStatistics Draw(int replicate, int d, int[] counts)
    {
        var statistics = new InnovationStatistics(counts.Length, d);
        BartlettSampling.Draw(Direct, replicate, 0, counts, statistics);
        return statistics;
    }

    private static InnovationStatistics Count(int replicate, int d, int images)
    {
        var batch = new ImageBatch(1, d);
        batch.Layout([images]);
        ImageMaking.DrawInnovations(StreamKey.Derive(10, "painter", "writer", StreamPurpose.Images), replicate, 0, batch);
        return Of(batch);
    }

    private static double[] Numbers(InnovationStatistics statistics, int caption) =>
        [.. Enumerable.Range(0, statistics.NumbersPerCaption).Select(i => statistics[caption, i])];

    private static void AssertSameLaw(IEnumerable<double> direct, IEnumerable<double> counted, string what)
    {
        double[] x = [.. direct], y = [.. counted];
        Level.AssertNotRejected(Statistics.KolmogorovSmirnov(x, y).PValue, what);
        AssertSameMean(x, y, what);
    }

    private static void AssertSameMean(IEnumerable<double> direct, IEnumerable<double> counted, string what)
    {
        double z = Statistics.TwoSampleZ([.. direct], [.. counted]);
        Assert.True(double.IsNaN(z) || Math.Abs(z) < Level.Z, FormattableString.Invariant($"{what}: z = {z:F2}.")); // NaN: both constant
    }
}
