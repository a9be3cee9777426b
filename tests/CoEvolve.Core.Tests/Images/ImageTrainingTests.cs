using CoEvolve.Reference;

namespace CoEvolve.Core.Tests;

public sealed class ImageTrainingTests
{
    public static TheoryData<int, double, CovarianceEstimator> Settings()
    {
        var data = new TheoryData<int, double, CovarianceEstimator>();
        foreach (int d in new[] { 1, 2, 3, 7, 16 })
        {
            foreach (double rate in new[] { 1, 0.6, 0.01 })
            {
                data.Add(d, rate, CovarianceEstimator.MaximumLikelihood);
                data.Add(d, rate, CovarianceEstimator.Unbiased);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void Retraining_is_the_references_for_any_mix_of_own_and_user_images(int d, double rate, CovarianceEstimator estimator)
    {
        ulong seed = 200;
        foreach (int own in new[] { 0, 1, 2, 3, d, d + 1, 8, 9, 50 })
        {
            foreach (int users in new[] { 0, 1, 2, 5, 20 })
                AssertAsReference(new TrainingCase(d, [own], users, rate, estimator, seed++));
        }
    }

    [Fact]
    public void Two_writers_images_train_as_one_pool()
    {
        ulong seed = 400;
        foreach ((int a, int b) in new[] { (0, 0), (0, 5), (1, 1), (8, 8), (9, 3), (1, 0), (17, 30) })
        {
            foreach (int users in new[] { 0, 3 })
                AssertAsReference(new TrainingCase(3, [a, b], users, 1, CovarianceEstimator.MaximumLikelihood, seed++));
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    public void A_pool_of_fewer_than_two_images_keeps_every_parameter(int own, int users)
    {
        var one = new TrainingCase(2, [own], users, 1, CovarianceEstimator.MaximumLikelihood, 500);
        one.Current.PoolSizes[0] = 7;
        ImageModelState next = one.Train();
        Assert.Equal(one.Current.Gaussians.Means, next.Gaussians.Means);
        Assert.Equal(one.Current.Gaussians.Factors, next.Gaussians.Factors);
        Assert.Equal((7, 2), (next.PoolSizes[0], next.Ranks[0]));
    }

    [Fact]
    public void Captions_are_trained_one_by_one()
    {
        var random = new ReferenceRandom(501);
        CaptionGaussians gaussians = Shapes.Gaussians(random, 3, 2);
        ImageModelState current = ImageModelState.Starting(gaussians, [9, 9, 9]);
        var batch = new ImageBatch(3, 2);
        batch.Layout([12, 1, 4]);
        ImageMaking.DrawInnovations(StreamKey.Derive(1, "painter", "writer", StreamPurpose.Images), 0, 0, batch);
        var next = new ImageModelState(3, 2);
        var training = new ImageTraining(2);
        training.Train(current, [batch], new UserImageBatch(3, 2), CovarianceEstimator.MaximumLikelihood, 1, next);
        Assert.Equal([12, 9, 4], next.PoolSizes);
        Assert.Equal(gaussians.Factor(1), next.Gaussians.Factor(1));
        for (int k = 0; k < 3; k += 2)
        {
            var alone = new CaptionGaussians(1, 2, gaussians.Mean(k).ToArray(), gaussians.Factor(k).ToArray());
            var own = new ImageBatch(1, 2);
            own.Layout([batch.Counts[k]]);
            batch.OfCaption(k).CopyTo(own.Values);
            var trained = new ImageModelState(1, 2);
            training.Train(ImageModelState.Starting(alone, [9]), [own], new UserImageBatch(1, 2), CovarianceEstimator.MaximumLikelihood, 1, trained);
            Assert.Equal(trained.Gaussians.Factors, next.Gaussians.Factor(k).ToArray());
            Assert.Equal(trained.Gaussians.Means, next.Gaussians.Mean(k).ToArray());
        }
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 8)]
    [InlineData(3, 11)]
    [InlineData(16, 19)]
    public void Captions_trained_eight_at_a_time_are_those_trained_alone(int d, int captions)
    {
        var random = new ReferenceRandom(503);
        CaptionGaussians gaussians = Shapes.Gaussians(random, captions, d);
        ImageModelState current = ImageModelState.Starting(gaussians, [.. Enumerable.Repeat(9, captions)]);
        int[] counts = [.. Enumerable.Range(0, captions).Select(k => new[] { 12, 1, 4, 0, 2, d + 1, 3 }[k % 7])];
        var own = new InnovationStatistics(captions, d);
        BartlettSampling.Draw(StreamKey.Derive(1, "painter", "writer", StreamPurpose.Statistics), 0, 0, counts, own);
        foreach (CovarianceEstimator estimator in Enum.GetValues<CovarianceEstimator>())
        {
            var next = new ImageModelState(captions, d);
            new ImageTraining(d).Train(current, [own], new UserImageBatch(captions, d), estimator, 1, next);
            double[] mean = new double[d], root = new double[d * d];
            for (int k = 0; k < captions; k++)
            {
                var alone = new InnovationStatistics(1, d);
                own.Read(k, mean, root);
                alone.Write(0, mean, root);
                alone.Counts[0] = counts[k];
                var one = new CaptionGaussians(1, d, gaussians.Mean(k).ToArray(), gaussians.Factor(k).ToArray());
                var trained = new ImageModelState(1, d);
                new ImageTraining(d).Train(ImageModelState.Starting(one, [9]), [alone], new UserImageBatch(1, d), estimator, 1, trained);
                Assert.Equal(trained.Gaussians.Factors, next.Gaussians.Factor(k).ToArray());
                Assert.Equal(trained.Gaussians.Means, next.Gaussians.Mean(k).ToArray());
                Assert.Equal((trained.PoolSizes[0], trained.Ranks[0]), (next.PoolSizes[k], next.Ranks[k]));
                Assert.Equal(counts[k] < 2, trained.PoolSizes[0] == 9);
            }
        }
    }

    [Fact]
    public void Statistics_of_many_writers_train_as_one_pool()
    {
        ulong seed = 450;
        foreach (int[] writers in new int[][] { [0, 0, 0], [1, 1, 1], [2, 2], [1, 0, 5], [2, 1, 2, 1], [9, 3, 30], [0, 17] })
        {
            foreach (double rate in new[] { 1, 0.4 })
                AssertAsReference(new TrainingCase(5, writers, 0, rate, CovarianceEstimator.MaximumLikelihood, seed++), 1e-12);
        }
    }

    [Fact]
    public void Padding_is_never_counted()
    {
        var one = new TrainingCase(3, [5, 11], 2, 0.7, CovarianceEstimator.MaximumLikelihood, 502);
        ImageModelState before = one.Train();
        foreach (ImageBatch batch in one.Own)
            Padding.FillWithNaN(batch);
        ImageModelState after = one.Train();
        Assert.Equal(Bits.Of(before.Gaussians.Factors), Bits.Of(after.Gaussians.Factors));
        Assert.Equal(Bits.Of(before.Gaussians.Means), Bits.Of(after.Gaussians.Means));
    }

    [Theory]
    [InlineData(-100)]
    [InlineData(-400)]
    [InlineData(-498)]
    public void Training_a_shrunken_model_gives_exactly_the_shrunken_result(int powerOfTwo)
    {
        // Down to A of 1e-150: own images enter through z alone, so not a bit of the relative precision is lost.
        double scale = Math.ScaleB(1, powerOfTwo);
        for (ulong seed = 510; seed < 530; seed++)
        {
            var large = new TrainingCase(3, [2 + (int)(seed % 9)], 0, 1, CovarianceEstimator.MaximumLikelihood, seed);
            large.Current.Gaussians.Means.AsSpan().Clear();
            double[] factors = [.. large.Current.Gaussians.Factors.Select(x => x * scale)];
            ImageModelState expected = large.Train(), byStatistics = large.TrainOnStatistics();
            large.Current = ImageModelState.Starting(new CaptionGaussians(1, 3, new double[3], factors), [1]);
            ImageModelState actual = large.Train();
            Assert.Equal(byStatistics.Gaussians.Factors.Select(x => x * scale), large.TrainOnStatistics().Gaussians.Factors);
            Assert.Equal(expected.Gaussians.Factors.Select(x => x * scale), actual.Gaussians.Factors);
            Assert.Equal(expected.Gaussians.Means.Select(x => x * scale), actual.Gaussians.Means);
            if (expected.HasLogDet(0))
            {
                double logDet = LowerTriangular.LogDiagonal(expected.Gaussians.Factors, 3)!.Value + (3 * powerOfTwo * Math.Log(2));
                Shapes.AssertClose(logDet, LowerTriangular.LogDiagonal(actual.Gaussians.Factors, 3)!.Value, 1e-12 * Math.Abs(logDet));
            }
        }
    }

    [Fact]
    public void Users_images_survive_beside_a_collapsed_model()
    {
        // A of 1e-150 and users of size 1: the covariance is that of the users and of the gap between the means.
        var one = new TrainingCase(new CaptionGaussians(1, 2, [0.5, -1], [1e-150, 0, 0, 1e-150]), [6], 4, 1, CovarianceEstimator.MaximumLikelihood, 540);
        AssertAsReference(one);
    }

    [Fact]
    public void A_batch_that_shrinks_and_grows_again_trains_like_a_fresh_one()
    {
        var used = new ImageBatch(1, 2);
        var key = StreamKey.Derive(1, "painter", "writer", StreamPurpose.Images);
        var fresh = new TrainingCase(2, [13], 0, 1, CovarianceEstimator.MaximumLikelihood, 541);
        foreach (int size in new[] { 100, 3, 13 })
        {
            used.Layout([size]);
            ImageMaking.DrawInnovations(key, 0, 0, used);
        }

        var other = new ImageBatch(1, 2);
        other.Layout([13]);
        ImageMaking.DrawInnovations(key, 0, 0, other);
        fresh.Own[0] = used;
        ImageModelState first = fresh.Train();
        fresh.Own[0] = other;
        Assert.Equal(Bits.Of(first.Gaussians.Factors), Bits.Of(fresh.Train().Gaussians.Factors));
    }

    // Fewer images than dimensions make a scatter without full rank, and a small pivot magnifies its rounding errors: where a
    // test has many such, it allows for that.
    private static void AssertAsReference(TrainingCase one, double tolerance = 1e-13)
    {
        ImageModelState byImages = one.Train(), byStatistics = one.TrainOnStatistics();
        AssertAsReference(one, byImages, "images", tolerance);
        AssertAsReference(one, byStatistics, "statistics", tolerance);
        Assert.Equal(byImages.PoolSizes, byStatistics.PoolSizes);
        Assert.Equal(byImages.Ranks, byStatistics.Ranks);
    }

    private static void AssertAsReference(TrainingCase one, ImageModelState next, string from, double tolerance)
    {
        (double[] mean, double[,] covariance) = one.ByReference();
        int d = mean.Length;
        string what = $"{from}, d {d}, own {string.Join('+', one.Own.Select(b => b.Counts[0]))}, users {one.Users.ImagesPerCaption}";
        double size = 1 + Matrices.Trace(covariance);
        double[] actual = Shapes.Flat(Shapes.Covariance(next.Gaussians.Factors, d)), expected = Shapes.Flat(covariance);
        for (int i = 0; i < d * d; i++)
            Shapes.AssertClose(expected[i], actual[i], tolerance * size, what);
        for (int a = 0; a < d; a++)
            Shapes.AssertClose(mean[a], next.Gaussians.Means[a], tolerance * size, what);
        for (int i = 0; i < d; i++)
        {
            for (int j = i + 1; j < d; j++)
                Assert.Equal(0, next.Gaussians.Factors[(i * d) + j]);
        }
    }
}
