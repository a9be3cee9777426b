using CoEvolve.Reference;

namespace CoEvolve.Core.Tests;

public sealed class PooledUserImagesTests
{
    private static readonly StreamKey Key = StreamKey.Derive(9, "painter/users", "painter", StreamPurpose.UserShuffle);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void Each_epoch_uses_every_image_of_the_pool_once(int perGeneration)
    {
        int[] sizes = [7, 4, 1];
        int[][] taken = Take(new PooledUserImages(Pool(sizes), Key, 0, new PoolCursor(3)), 3, perGeneration, generations: 28);
        for (int k = 0; k < 3; k++)
        {
            foreach (int[] epoch in taken[k].Chunk(sizes[k]).Where(e => e.Length == sizes[k]))
                Assert.Equal(Enumerable.Range(0, sizes[k]), epoch.Order());
        }
    }

    [Fact]
    public void More_images_than_the_pool_holds_go_on_into_the_next_epochs()
    {
        var cursor = new PoolCursor(2);
        int[][] taken = Take(new PooledUserImages(Pool([3, 5]), Key, 0, cursor), 2, 10, generations: 1);
        Assert.Equal([3, 1], cursor.Epochs);
        Assert.Equal([1, 5], cursor.Positions);
        Assert.Equal([3, 3, 3, 1], taken[0].Chunk(3).Select(e => e.Distinct().Count()));
        Assert.Equal([5, 5], taken[1].Chunk(5).Select(e => e.Distinct().Count()));
    }

    [Fact]
    public void A_restored_cursor_goes_on_with_the_same_images()
    {
        UserImagePool pool = Pool([7, 4, 1]);
        int[][] whole = Take(new PooledUserImages(pool, Key, 3, new PoolCursor(3)), 3, 3, 20);
        for (int stop = 0; stop <= 20; stop++)
        {
            var cursor = new PoolCursor(3);
            Take(new PooledUserImages(pool, Key, 3, cursor), 3, 3, stop);
            var copy = new PoolCursor(3);
            cursor.CopyTo(copy);
            int[][] rest = Take(new PooledUserImages(pool, Key, 3, copy), 3, 3, 20 - stop);
            for (int k = 0; k < 3; k++)
                Assert.Equal(whole[k][(3 * stop)..], rest[k]);
        }
    }

    [Fact]
    public void Orders_differ_between_epochs_captions_and_replicates()
    {
        UserImagePool pool = Pool([20, 20]);
        int[][] taken = Take(new PooledUserImages(pool, Key, 0, new PoolCursor(2)), 2, 20, 30);
        int[][] other = Take(new PooledUserImages(pool, Key, 1, new PoolCursor(2)), 2, 20, 30);
        string[] orders = [.. taken.Concat(other).SelectMany(t => t.Chunk(20)).Select(e => string.Join(' ', e))];
        Assert.Equal(120, orders.Distinct().Count());
    }

    [Fact]
    public void All_orders_of_three_images_are_equally_frequent()
    {
        // Six orders, 12,000 epochs; and the same for pairs of neighbouring epochs. Level 1e-5 each.
        int[] taken = Take(new PooledUserImages(Pool([3]), Key, 0, new PoolCursor(1)), 1, 3, 12_000)[0];
        int[] orders = [.. taken.Chunk(3).Select(e => (e[0] * 2) + (e[1] > e[2] ? 1 : 0))];
        Level.AssertNotRejected(Frequency(orders, 6));
        Level.AssertNotRejected(Frequency([.. orders[..^1].Zip(orders[1..], (a, b) => (a * 6) + b)], 36));
    }

    [Fact]
    public void Images_come_back_as_mean_and_displacement()
    {
        double[] images = [1, 2, 3, 5, 8, -4];
        var pool = new UserImagePool(2, [images]);
        Shapes.AssertClose(4, pool.Means[0], 1e-15);
        Shapes.AssertClose(1, pool.Means[1], 1e-15);
        for (int i = 0; i < 3; i++)
        {
            for (int a = 0; a < 2; a++)
                Shapes.AssertClose(images[(2 * i) + a], pool.Means[a] + pool.Displacement(0, i)[a], 1e-15);
        }
    }

    [Fact]
    public void Pools_without_images_or_with_broken_ones_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new UserImagePool(2, [[1, 2], []]));
        Assert.Throws<ArgumentException>(() => new UserImagePool(2, [[1, 2, 3]]));
        Assert.Throws<ArgumentException>(() => new UserImagePool(1, [[double.NaN]]));
        Assert.Throws<ArgumentException>(() => new PooledUserImages(Pool([3]), Key, 0, new PoolCursor(2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PooledUserImages(Pool([3]), Key, 0, new PoolCursor([0], [4])));
    }

    [Fact]
    public void Gaussian_users_follow_the_initial_law_and_image_u_does_not_depend_on_their_number()
    {
        CaptionGaussians initial = Shapes.Gaussians(new ReferenceRandom(950), 2, 3);
        var users = new GaussianUserImages(ImageModelState.Starting(initial, [1, 1]), StreamKey.Derive(9, "painter/users", "painter", StreamPurpose.UserImages));
        UserImageBatch few = new(2, 3), many = new(2, 3);
        few.Layout(2);
        many.Layout(4000);
        users.DoAll(users.Begin(1, 5, few));
        users.DoAll(users.Begin(1, 5, many));
        Assert.Equal(initial.Means, many.Means);
        for (int k = 0; k < 2; k++)
        {
            double[,] sigma = Shapes.Covariance(initial.Factor(k), 3);
            Assert.Equal(few.Displacement(k, 1).ToArray(), many.Displacement(k, 1).ToArray());
            double[][] images = [.. Enumerable.Range(0, 4000).Select(u => many.Displacement(k, u).ToArray())];
            for (int a = 0; a < 3; a++)
            {
                Level.AssertMean(images.Select(x => x[a]), 0);
                for (int b = 0; b <= a; b++)
                    Level.AssertMean(images.Select(x => x[a] * x[b]), sigma[a, b]);
            }
        }
    }

    // One-dimensional pools whose image i is the number i, so that displacement + mean tells which image came.
    private static UserImagePool Pool(int[] sizes) =>
        new(1, [.. sizes.Select(size => Enumerable.Range(0, size).Select(i => (double)i).ToArray())]);

    private static int[][] Take(PooledUserImages users, int captions, int perGeneration, int generations)
    {
        List<int>[] taken = [.. Enumerable.Range(0, captions).Select(_ => new List<int>())];
        var batch = new UserImageBatch(captions, 1);
        batch.Layout(perGeneration);
        for (int t = 0; t < generations; t++)
        {
            users.Take(batch);
            for (int k = 0; k < captions; k++)
            {
                for (int u = 0; u < perGeneration; u++)
                    taken[k].Add((int)Math.Round(batch.Means[k] + batch.Displacement(k, u)[0]));
            }
        }

        return [.. taken.Select(t => t.ToArray())];
    }

    private static double Frequency(int[] values, int cells)
    {
        var counts = new int[cells];
        foreach (int value in values)
            counts[value]++;
        return Statistics.ChiSquareGoodnessOfFit(counts, [.. Enumerable.Repeat(1.0 / cells, cells)]).PValue;
    }
}
