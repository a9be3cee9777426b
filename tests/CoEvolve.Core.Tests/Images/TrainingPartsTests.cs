using CoEvolve.Reference;

namespace CoEvolve.Core.Tests;

/// <summary>Training that falls into several parts gives each caption what it gets alone, whoever does which part when.</summary>
public sealed class TrainingPartsTests
{
    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(1, 3, 1)]
    [InlineData(1, 0, 0.5)]
    [InlineData(2, 0, 1)]
    [InlineData(2, 3, 0.5)]
    public void Parts_at_the_same_time_train_every_caption_as_if_it_were_alone(int writers, int users, double learningRate)
    {
        const int captions = 203, d = 32;
        CaptionGaussians gaussians = Shapes.Gaussians(new ReferenceRandom(140), captions, d);
        int[] counts = [.. Enumerable.Range(0, captions).Select(k => 2 + (k % 50))];
        InnovationStatistics[] own = [.. Enumerable.Range(0, writers).Select(w => Draw(w, counts, d))];
        ImageModelState next = new(captions, d);
        var training = new ImageTraining(d);
        UserImageBatch images = Users(captions, d, users, gaussians.Means);
        int parts = training.Begin(ImageModelState.Starting(gaussians, counts), own, images, CovarianceEstimator.Unbiased, learningRate, next);
        Assert.True(parts > 1, $"{parts} part");
        Parallel.For(0, parts, training.DoPart);

        foreach (int k in (int[])[0, 7, 8, 95, 96, 101, 102, 200, captions - 1])
        {
            var one = new CaptionGaussians(1, d, gaussians.Mean(k).ToArray(), gaussians.Factor(k).ToArray());
            ImageModelState trained = new(1, d);
            var alone = new UserImageBatch(1, d);
            alone.Layout(users);
            gaussians.Mean(k).CopyTo(alone.Means);
            for (int u = 0; u < users; u++)
                images.Displacement(k, u).CopyTo(alone.Displacement(0, u));
            new ImageTraining(d).Train(
                ImageModelState.Starting(one, [counts[k]]), [.. own.Select(s => Only(s, k))], alone, CovarianceEstimator.Unbiased, learningRate, trained);
            Assert.Equal(Bits.Of(trained.Gaussians.Mean(0).ToArray()), Bits.Of(next.Gaussians.Mean(k).ToArray()));
            Assert.Equal(Bits.Of(trained.Gaussians.Factor(0).ToArray()), Bits.Of(next.Gaussians.Factor(k).ToArray()));
            Assert.Equal(trained.PoolSizes[0], next.PoolSizes[k]);
        }
    }

    private static InnovationStatistics Draw(int writer, int[] counts, int d)
    {
        var statistics = new InnovationStatistics(counts.Length, d);
        BartlettSampling.Draw(StreamKey.Derive(1, "painter", $"writer {writer}", StreamPurpose.Statistics), 0, 0, counts, statistics);
        return statistics;
    }

    private static InnovationStatistics Only(InnovationStatistics all, int caption)
    {
        var one = new InnovationStatistics(1, all.Dimension);
        one.Counts[0] = all.Counts[caption];
        for (int i = 0; i < all.NumbersPerCaption; i++)
            one[0, i] = all[caption, i];
        return one;
    }

    private static UserImageBatch Users(int captions, int d, int users, double[] means)
    {
        var batch = new UserImageBatch(captions, d);
        batch.Layout(users);
        means.CopyTo(batch.Means, 0);
        new RandomStream(StreamKey.Derive(1, "users", "painter", StreamPurpose.UserImages), 0, 0).FillUniforms(batch.Displacements);
        return batch;
    }
}
