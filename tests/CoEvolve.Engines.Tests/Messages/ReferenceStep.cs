using CoEvolve.Actors;
using CoEvolve.Actors.Tests;
using CoEvolve.Core;
using CoEvolve.Reference;

namespace CoEvolve.Engines.Tests;

/// <summary>
/// What each model must have become, computed by the independent reference from the messages that were delivered to it and
/// from nothing else. For perfect readers, and soft readers with perception noise at its floor.
/// </summary>
/// <param name="spec">The ecosystem.</param>
/// <param name="before">Its state at generation t.</param>
/// <param name="delivered">The messages of the step to t + 1.</param>
internal sealed class ReferenceStep(EcosystemSpec spec, EcosystemCheckpoint before, Traffic delivered)
{
    private readonly Roster _roster = new(spec);

    /// <summary>p at t + 1.</summary>
    public double[] Text(int model)
    {
        TextModelSpec text = spec.TextModels[model];
        ActorId self = Roster.Text(model);
        ImagesMade[] seen = [.. delivered.To<ImagesMade>(self, before.Generation)];
        int[] corpus = delivered.To<CorpusCounted>(self, before.Generation).Single().Counts;
        double[] estimate = text.Reader == ReaderKind.Perfect
            ? ReferenceTextRetraining.CountEstimate([.. Enumerable.Range(0, spec.Captions).Select(k => seen.Sum(made => made.Images.Counts[k]))])
            : ReferenceTextRetraining.SoftEstimate([.. seen.SelectMany(made => Posteriors(model, made))]);
        return ReferenceTextRetraining.Retrain(before.Texts[model], estimate, seen.Sum(made => made.Images.Counts.Sum()), corpus, text.LearningRate);
    }

    /// <summary>μ_k and Σ_k at t + 1.</summary>
    public (double[] Mean, double[,] Covariance) Image(int model, int caption)
    {
        ImageModelSpec image = spec.ImageModels[model];
        CaptionGaussians gaussians = before.Images[model].Gaussians;
        double[] mean = gaussians.Mean(caption).ToArray();
        double[,] factor = Factor(gaussians, caption);
        double[][] own =
        [
            .. delivered.To<ImagesMade>(_roster.Image(model), before.Generation)
                .SelectMany(made => made.Statistics is null ? Vectors(made.Images, caption) : Vectors(made.Statistics, caption))
                .Select(z => Add(mean, Matrices.Multiply(factor, z))),
        ];
        UserImageBatch users = delivered.To<UserImagesArrived>(_roster.Image(model), before.Generation).Single().Images;
        double[] userMean = users.Means.AsSpan(caption * spec.Dimension, spec.Dimension).ToArray();
        double[][] given = [.. Enumerable.Range(0, users.ImagesPerCaption).Select(u => Add(userMean, users.Displacement(caption, u).ToArray()))];
        return ReferenceImageRetraining.Retrain(
            mean, Covariance(gaussians, caption), own, given, image.LearningRate, image.Covariance == CovarianceEstimator.Unbiased);
    }

    /// <summary>Σ_k = A_k A_kᵀ.</summary>
    public static double[,] Covariance(CaptionGaussians gaussians, int caption)
    {
        double[,] factor = Factor(gaussians, caption);
        return Matrices.Multiply(factor, Matrices.Transpose(factor));
    }

    private double[][] Posteriors(int model, ImagesMade made)
    {
        IEnumerable<ImageModelPublished> all = delivered.To<ImageModelPublished>(Roster.Text(model), before.Generation);
        CaptionGaussians published = all.Single(m => m.Sender == made.Sender).Gaussians;
        int[] captions = [.. Enumerable.Range(0, spec.Captions)];
        double[][] means = [.. captions.Select(k => published.Mean(k).ToArray())];
        double[][,] initial = [.. captions.Select(k => Covariance(spec.InitialImages.Gaussians, k))];
        double noise = ReferenceReader.EffectivePerceptionNoise(spec.TextModels[model].PerceptionNoise, initial);
        double[][] images = [.. captions.SelectMany(k => Vectors(made.Images, k).Select(delta => Add(means[k], delta)))];
        return ReferenceReader.Posterior(before.Texts[model], means, [.. captions.Select(k => Covariance(published, k))], noise, images);
    }

    private static IEnumerable<double[]> Vectors(ImageBatch images, int caption) => Enumerable.Range(0, images.Counts[caption])
        .Select(i => Enumerable.Range(0, images.Dimension).Select(a => images[caption, i, a]).ToArray());

    // Any images that have these statistics: the mean, and along each column of the root a contrast of unit length that is
    // orthogonal to all others and to the mean (Helmert's).
    private static double[][] Vectors(InnovationStatistics statistics, int caption)
    {
        int d = statistics.Dimension, n = statistics.Counts[caption];
        var images = new double[n][];
        for (int i = 0; i < n; i++)
        {
            images[i] = [.. Enumerable.Range(0, d).Select(a => statistics[caption, a])];
            for (int b = 0; b < Math.Min(d, n - 1); b++)
            {
                double contrast = (i <= b ? 1 : i == b + 1 ? -(b + 1) : 0) / Math.Sqrt((b + 1) * (b + 2));
                for (int a = b; a < d; a++)
                    images[i][a] += contrast * statistics[caption, d + (a * (a + 1) / 2) + b];
            }
        }

        return images;
    }

    private static double[,] Factor(CaptionGaussians gaussians, int caption)
    {
        int d = gaussians.Dimension;
        var factor = new double[d, d];
        for (int i = 0; i < d * d; i++)
            factor[i / d, i % d] = gaussians.Factor(caption)[i];
        return factor;
    }

    private static double[] Add(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];
}
