namespace CoEvolve.Core.Tests;

/// <summary>Training on images that were made, as the image model does it: measured batch after batch, then trained on.</summary>
internal static class Training
{
    public static void Train(
        this ImageTraining training, ImageModelState current, ImageBatch[] own, UserImageBatch users, CovarianceEstimator estimator, double learningRate, ImageModelState next)
    {
        var measuring = new InnovationMeasuring(current.Gaussians.Captions, current.Gaussians.Dimension);
        foreach (ImageBatch batch in own)
        {
            for (int part = 0, parts = measuring.Begin(batch); part < parts; part++)
                measuring.DoPart(part);
            measuring.End();
        }

        measuring.Finish();
        training.Train(current, measuring.Statistics, users, estimator, learningRate, next);
    }
}
