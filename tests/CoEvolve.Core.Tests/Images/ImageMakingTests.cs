using CoEvolve.Reference;

namespace CoEvolve.Core.Tests;

public sealed class ImageMakingTests
{
    private static readonly StreamKey Key = StreamKey.Derive(7, "painter", "writer", StreamPurpose.Images);

    [Fact]
    public void Displacements_are_the_factor_times_the_innovations_in_every_dimension()
    {
        var random = new ReferenceRandom(600);
        for (int d = 1; d <= 18; d++)
        {
            CaptionGaussians gaussians = Shapes.Gaussians(random, 4, d);
            var making = new ImageMaking();
            var innovations = new ImageBatch(4, d);
            var displacements = new ImageBatch(4, d);
            MakeAll(making, making.Begin(Key, 1, 2, [1, 0, 8, 41], innovations, gaussians, displacements));
            foreach (int k in new[] { 0, 2, 3 })
            {
                double[,] factor = Shapes.Square(gaussians.Factor(k), d);
                for (int i = 0; i < displacements.Counts[k]; i++)
                {
                    double[] expected = Matrices.Multiply(factor, [.. Enumerable.Range(0, d).Select(a => innovations[k, i, a])]);
                    for (int a = 0; a < d; a++)
                        Shapes.AssertClose(expected[a], displacements[k, i, a], 1e-13, $"d {d}, caption {k}, image {i}");
                }
            }
        }
    }

    [Fact]
    public void An_image_does_not_depend_on_how_many_there_are()
    {
        ImageBatch few = Make([3, 0, 9, 1]), many = Make([30, 5, 9, 400]);
        for (int i = 0; i < 3; i++)
            Assert.Equal(many[0, i, 1], few[0, i, 1]);
        Assert.Equal(many[3, 0, 2], few[3, 0, 2]);
        Assert.Equal(many.OfCaption(2).ToArray(), few.OfCaption(2).ToArray());
    }

    [Fact]
    public void Parts_may_be_made_in_any_order_and_at_the_same_time()
    {
        var gaussians = Shapes.Gaussians(new ReferenceRandom(601), 3, 5);
        int[] counts = [9_000, 3, 60_001];
        var whole = new ImageBatch(3, 5);
        whole.Layout(counts);
        ImageMaking.DrawInnovations(Key, 1, 2, whole);
        var wholeDisplaced = new ImageBatch(3, 5);
        ImageMaking.Displace(gaussians, whole, wholeDisplaced);

        var making = new ImageMaking();
        var innovations = new ImageBatch(3, 5);
        var displacements = new ImageBatch(3, 5);
        int parts = making.Begin(Key, 1, 2, counts, innovations, gaussians, displacements);
        Assert.True(parts > 2, $"{parts} parts");
        Parallel.For(0, parts, part => making.DoPart(parts - 1 - part));
        Assert.Equal(Bits.Of(whole.Values.ToArray()), Bits.Of(innovations.Values.ToArray()));
        Assert.Equal(Bits.Of(wholeDisplaced.Values.ToArray()), Bits.Of(displacements.Values.ToArray()));
    }

    private static ImageBatch Make(int[] counts)
    {
        var making = new ImageMaking();
        var innovations = new ImageBatch(4, 3);
        MakeAll(making, making.Begin(Key, 1, 2, counts, innovations));
        return innovations;
    }

    private static void MakeAll(ImageMaking making, int parts)
    {
        for (int part = 0; part < parts; part++)
            making.DoPart(part);
    }
}
