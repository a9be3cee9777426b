using CoEvolve.Reference;

namespace CoEvolve.Core.Tests;

/// <summary>One retraining of one caption among several, for the product and for the reference.</summary>
internal sealed class TrainingCase
{
    public TrainingCase(int d, int[] ownPerWriter, int users, double rate, CovarianceEstimator estimator, ulong seed)
        : this(Shapes.Gaussians(new ReferenceRandom(seed), 1, d), ownPerWriter, users, rate, estimator, seed)
    {
    }

    public TrainingCase(CaptionGaussians gaussians, int[] ownPerWriter, int users, double rate, CovarianceEstimator estimator, ulong seed)
    {
        int d = gaussians.Dimension;
        Current = ImageModelState.Starting(gaussians, [ImageModelState.GivenPool]);
        Own = [.. ownPerWriter.Select((n, writer) => Innovations(d, n, StreamKey.Derive(seed, "painter", $"writer {writer}", StreamPurpose.Images)))];
        var random = new ReferenceRandom(seed + 1000);
        Users = new UserImageBatch(1, d);
        Users.Layout(users);
        random.NextNormals(d).CopyTo(Users.Means, 0);
        random.NextNormals(users * d).CopyTo(Users.Displacements);
        Rate = rate;
        Estimator = estimator;
    }

    public ImageModelState Current { get; set; }

    public ImageBatch[] Own { get; }

    public UserImageBatch Users { get; }

    public double Rate { get; }

    public CovarianceEstimator Estimator { get; }

    public ImageModelState Train()
    {
        var next = new ImageModelState(1, Current.Gaussians.Dimension);
        new ImageTraining(Current.Gaussians.Dimension).Train(Current, Own, Users, Estimator, Rate, next);
        return next;
    }

    /// <summary>The same retraining from the statistics of the same images.</summary>
    public ImageModelState TrainOnStatistics()
    {
        var next = new ImageModelState(1, Current.Gaussians.Dimension);
        InnovationStatistics[] own = [.. Own.Select(BartlettSamplingTests.Of)];
        new ImageTraining(Current.Gaussians.Dimension).Train(Current, own, Users, Estimator, Rate, next);
        return next;
    }

    public (double[] Mean, double[,] Covariance) ByReference()
    {
        CaptionGaussians gaussians = Current.Gaussians;
        int d = gaussians.Dimension;
        double[] mean = gaussians.Mean(0).ToArray();
        double[,] factor = Shapes.Square(gaussians.Factor(0), d);
        var own = new List<double[]>();
        foreach (ImageBatch batch in Own)
        {
            for (int i = 0; i < batch.Counts[0]; i++)
            {
                double[] z = [.. Enumerable.Range(0, d).Select(a => batch[0, i, a])];
                own.Add([.. Matrices.Multiply(factor, z).Zip(mean, (x, m) => x + m)]);
            }
        }

        double[][] users = [.. Enumerable.Range(0, Users.ImagesPerCaption).Select(u => Users.Displacement(0, u).ToArray().Zip(Users.Means, (x, m) => x + m).ToArray())];
        return ReferenceImageRetraining.Retrain(
            mean, Shapes.Covariance(gaussians.Factor(0), d), [.. own], users, Rate, Estimator == CovarianceEstimator.Unbiased);
    }

    private static ImageBatch Innovations(int d, int images, StreamKey key)
    {
        var batch = new ImageBatch(1, d);
        batch.Layout([images]);
        ImageMaking.DrawInnovations(key, 0, 0, batch);
        return batch;
    }
}
