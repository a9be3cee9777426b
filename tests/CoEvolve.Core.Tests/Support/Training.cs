namespace CoEvolve.Core.Tests;

/// <summary>Training as the image model does it, all parts of it.</summary>
internal static class Training
{
    public static void Train(
        this ImageTraining training, ImageModelState current, InnovationStatistics[] own, UserImageBatch users, CovarianceEstimator estimator, double learningRate, ImageModelState next) =>
        training.DoAll(training.Begin(current, own, users, estimator, learningRate, next));

    /// <summary>On images that were made: measured batch after batch, then trained on.</summary>
    public static void Train(
        this ImageTraining training, ImageModelState current, ImageBatch[] own, UserImageBatch users, CovarianceEstimator estimator, double learningRate, ImageModelState next)
    {
        var measuring = new InnovationMeasuring(current.Gaussians.Captions, current.Gaussians.Dimension);
        foreach (ImageBatch batch in own)
        {
            measuring.DoAll(measuring.Begin(batch));
            measuring.End();
        }

        measuring.Roots.DoAll(measuring.Roots.Begin());
        training.Train(current, [measuring.Statistics], users, estimator, learningRate, next);
    }
}
