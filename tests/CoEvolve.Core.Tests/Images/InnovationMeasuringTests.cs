namespace CoEvolve.Core.Tests;

public sealed class InnovationMeasuringTests
{
    [Fact]
    public void Mean_and_root_are_those_of_the_images_in_every_dimension()
    {
        for (int d = 1; d <= 18; d++)
        {
            ImageBatch batch = Draw(d, [2, 0, 1, 37, 8, 300, 16, 9, 5, 129], "writer");
            InnovationStatistics statistics = Measure([batch], parallel: false);
            Assert.Equal(batch.Counts, statistics.Counts);
            for (int k = 0; k < batch.Captions; k++)
                AssertMeasured([batch], statistics, k);
        }
    }

    [Fact]
    public void Fewer_images_than_dimensions_give_a_root_of_one_column_less_than_images()
    {
        InnovationStatistics statistics = Measure([Draw(6, [1, 2, 4], "writer")], parallel: false);
        for (int k = 0; k < 3; k++)
        {
            for (int b = statistics.Counts[k] - 1; b < 6; b++)
            {
                for (int a = b; a < 6; a++)
                    Assert.Equal(0, Root(statistics, k, a, b));
            }

            if (statistics.Counts[k] > 1)
                Assert.True(Root(statistics, k, statistics.Counts[k] - 2, statistics.Counts[k] - 2) > 0);
        }
    }

    [Fact]
    public void Batches_of_several_writers_count_as_one()
    {
        ImageBatch[] batches = [Draw(5, [7, 0, 40, 1], "anna"), Draw(5, [0, 3, 9, 1], "bert"), Draw(5, [20, 0, 8, 0], "cleo")];
        InnovationStatistics statistics = Measure(batches, parallel: false);
        Assert.Equal([27, 3, 57, 2], statistics.Counts);
        for (int k = 0; k < 4; k++)
            AssertMeasured(batches, statistics, k);
    }

    [Fact]
    public void Parts_may_be_measured_in_any_order_and_at_the_same_time()
    {
        // A caption that lies in several parts, and parts with several captions.
        ImageBatch batch = Draw(9, [90, 4, 60_000, 17, 8, 30_000], "writer");
        InnovationStatistics alone = Measure([batch], parallel: false), together = Measure([batch], parallel: true);
        for (int k = 0; k < batch.Captions; k++)
        {
            AssertMeasured([batch], alone, k);
            for (int i = 0; i < alone.NumbersPerCaption; i++)
                Assert.Equal(BitConverter.DoubleToInt64Bits(alone[k, i]), BitConverter.DoubleToInt64Bits(together[k, i]));
        }
    }

    [Fact]
    public void Nearly_equal_images_keep_the_digits_of_their_difference()
    {
        // Far from the origin, 1e-6 apart: squares that were taken before centring would leave four digits.
        var batch = new ImageBatch(1, 1);
        batch.Layout([2]);
        batch.OfCaption(0)[0] = 3;
        batch.OfCaption(0)[1] = 3 + 1e-6;
        double gap = (3 + 1e-6) - 3;
        Shapes.AssertClose(gap * Math.Sqrt(0.5), Root(Measure([batch], parallel: false), 0, 0, 0), 1e-9 * gap);
    }

    [Fact]
    public void A_direction_without_variance_gives_a_zero_column_and_no_NaN()
    {
        // Four images that differ in the first and the third of three dimensions.
        var batch = new ImageBatch(1, 3);
        batch.Layout([4]);
        double[][] z = [[1, 5, 2], [-1, 5, 0], [0.5, 5, -3], [2, 5, 1]];
        for (int i = 0; i < 4; i++)
        {
            for (int a = 0; a < 3; a++)
                batch.OfCaption(0)[(a * 8) + i] = z[i][a];
        }

        InnovationStatistics statistics = Measure([batch], parallel: false);
        AssertMeasured([batch], statistics, 0);
        Assert.Equal((0, 0, 0), (Root(statistics, 0, 1, 0), Root(statistics, 0, 1, 1), Root(statistics, 0, 2, 1)));
    }

    private static void AssertMeasured(ImageBatch[] batches, InnovationStatistics statistics, int k)
    {
        int d = statistics.Dimension;
        double[][] z = [.. batches.SelectMany(batch => Enumerable.Range(0, batch.Counts[k]).Select(i => Enumerable.Range(0, d).Select(a => batch[k, i, a]).ToArray()))];
        if (z.Length == 0)
            return;
        double[] mean = [.. Enumerable.Range(0, d).Select(a => z.Average(x => x[a]))];
        for (int a = 0; a < d; a++)
        {
            Shapes.AssertClose(mean[a], statistics[k, a], 1e-13);
            for (int b = 0; b <= a; b++)
            {
                double expected = z.Sum(x => (x[a] - mean[a]) * (x[b] - mean[b])), actual = 0;
                for (int m = 0; m <= b; m++)
                    actual += Root(statistics, k, a, m) * Root(statistics, k, b, m);
                Shapes.AssertClose(expected, actual, 1e-12 * z.Length, $"d {d}, caption {k}, ({a}, {b})");
            }
        }
    }

    private static double Root(InnovationStatistics statistics, int k, int a, int b) => statistics[k, statistics.Dimension + (a * (a + 1) / 2) + b];

    private static ImageBatch Draw(int d, int[] counts, string writer)
    {
        var batch = new ImageBatch(counts.Length, d);
        batch.Layout(counts);
        ImageMaking.DrawInnovations(StreamKey.Derive(8, "painter", writer, StreamPurpose.Images), 0, 0, batch);
        Padding.FillWithNaN(batch);
        return batch;
    }

    private static InnovationStatistics Measure(ImageBatch[] batches, bool parallel)
    {
        var measuring = new InnovationMeasuring(batches[0].Captions, batches[0].Dimension);
        foreach (ImageBatch batch in batches)
        {
            int parts = measuring.Begin(batch);
            if (parallel)
            {
                Assert.True(parts > 1, $"{parts} parts");
                Parallel.For(0, parts, part => measuring.DoPart(parts - 1 - part));
            }
            else
            {
                for (int part = 0; part < parts; part++)
                    measuring.DoPart(part);
            }

            measuring.End();
        }

        measuring.Roots.DoAll(measuring.Roots.Begin());
        return measuring.Statistics;
    }
}
