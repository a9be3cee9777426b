using CoEvolve.Actors;
using CoEvolve.Reference;

namespace CoEvolve.Core.Tests;

// One-step identities of the image model in co-evolving runs: docs/model.md, "Exact results". With a soft reader images are
// made one by one, with a perfect one their statistics are drawn. Given the state and n_k, residuals are martingale
// differences: summed per replicate, z over 300 replicates, two-sided level 7e-6 each.
public sealed class ImageStepTests
{
    private const int Replicates = 300;

    [Theory]
    [InlineData(ReaderKind.Soft, 1.0, CovarianceEstimator.MaximumLikelihood)]
    [InlineData(ReaderKind.Soft, 0.5, CovarianceEstimator.MaximumLikelihood)]
    [InlineData(ReaderKind.Soft, 1.0, CovarianceEstimator.Unbiased)]
    [InlineData(ReaderKind.Soft, 0.5, CovarianceEstimator.Unbiased)]
    [InlineData(ReaderKind.Perfect, 1.0, CovarianceEstimator.MaximumLikelihood)]
    [InlineData(ReaderKind.Perfect, 0.5, CovarianceEstimator.MaximumLikelihood)]
    [InlineData(ReaderKind.Perfect, 1.0, CovarianceEstimator.Unbiased)]
    [InlineData(ReaderKind.Perfect, 0.5, CovarianceEstimator.Unbiased)]
    public void Own_images_shrink_the_trace_and_move_the_mean_by_their_exact_expectations(ReaderKind reader, double rate, CovarianceEstimator estimator)
    {
        World world = World.ThreeCaptions(30, 15, 1001) with { Reader = reader, ImageRate = rate, Estimator = estimator };
        List<double>[] traces = Lists(), steps = Lists(), logDets = Lists(), squares = Lists();
        bool unbiased = estimator == CovarianceEstimator.Unbiased;
        foreach (ImageStep step in Steps(world))
        {
            double trace = step.Before.Trace(step.Caption);
            if (trace < 1e-12)
                continue; // the mean stands near 1, so a step this small is rounded
            int n = step.Pool;
            double factor = unbiased ? 1 + (rate * (1 - rate) / n) : 1 - (rate * rate / n);
            traces[step.Replicate].Add((step.After.Trace(step.Caption) / trace) - factor);
            steps[step.Replicate].Add((Distance(step.Before.Mean(step.Caption), step.After.Mean(step.Caption)) / trace) - (rate * rate / n));
            if (rate == 1 && n >= 3 && step.Rank == 2)
            {
                double change = 2 * (LogDiagonal(step.After, step.Caption) - LogDiagonal(step.Before, step.Caption));
                double residual = change - ExactResults.LogDeterminantDrift(n, 2, unbiased);
                logDets[step.Replicate].Add(residual);
                squares[step.Replicate].Add((residual * residual) - ExactResults.LogDeterminantVariance(n, 2));
            }
        }

        Level.AssertResiduals(traces, "trace");
        Level.AssertResiduals(steps, "step of the mean");
        if (rate < 1)
            return;
        Level.AssertResiduals(logDets, "ln det");
        Level.AssertResiduals(squares, "variance of ln det");
    }

    [Theory]
    [InlineData(ReaderKind.Soft, CovarianceEstimator.MaximumLikelihood)]
    [InlineData(ReaderKind.Soft, CovarianceEstimator.Unbiased)]
    [InlineData(ReaderKind.Perfect, CovarianceEstimator.MaximumLikelihood)]
    [InlineData(ReaderKind.Perfect, CovarianceEstimator.Unbiased)]
    public void Users_pull_trace_and_mean_back_by_their_exact_expectations(ReaderKind reader, CovarianceEstimator estimator)
    {
        const int users = 3;
        World world = World.ThreeCaptions(20, 15, 1002) with { Reader = reader, Users = users, Estimator = estimator };
        List<double>[] traces = Lists(), drifts = Lists();
        foreach (ImageStep step in Steps(world))
        {
            int k = step.Caption;
            double pool = step.Pool, w = (pool - users) / pool;
            double s = step.Before.Trace(k), target = world.Start.Trace(k), delta = Distance(step.Before.Mean(k), world.Start.Mean(k));
            double scatter = (w * (1 - (1 / pool)) * s) + (w * (1 - w) * delta) + ((1 - w) * (1 - (1 / pool)) * target);
            if (estimator == CovarianceEstimator.Unbiased)
                scatter *= pool / (pool - 1);
            double drift = (w / pool * s) + (w * w * delta) + ((1 - w) / pool * target);
            traces[step.Replicate].Add((step.After.Trace(k) - scatter) / target);
            drifts[step.Replicate].Add((Distance(step.After.Mean(k), world.Start.Mean(k)) - drift) / target);
        }

        Level.AssertResiduals(traces, "trace");
        Level.AssertResiduals(drifts, "drift");
    }

    [Theory]
    [InlineData(ReaderKind.Soft)]
    [InlineData(ReaderKind.Perfect)]
    public void Diversity_lost_is_drift_gained_also_when_both_models_evolve(ReaderKind reader)
    {
        World world = World.ThreeCaptions(12, 8, 1003) with { Reader = reader };
        Recorded[] runs = [.. Enumerable.Range(0, 2000).Select(world.Run)];
        foreach (int t in new[] { 1, 4, 8 })
        {
            for (int k = 0; k < 3; k++)
                Level.AssertMean(runs.Select(r => r.Captions[t][k].Diversity + r.Captions[t][k].FidelityError), 1, $"t {t}, caption {k}");
        }
    }

    private static IEnumerable<ImageStep> Steps(World world)
    {
        for (int r = 0; r < Replicates; r++)
        {
            EcosystemCheckpoint[] states = world.RunStepwise(r).States;
            for (int t = 0; t < world.Generations; t++)
            {
                ImageModelState before = states[t].Images[0], after = states[t + 1].Images[0];
                for (int k = 0; k < world.Shares.Length; k++)
                {
                    // A caption that was trained has other parameters; one that was not keeps every bit.
                    if (!before.Gaussians.Factor(k).SequenceEqual(after.Gaussians.Factor(k)))
                        yield return new ImageStep(r, k, before.Gaussians, after.Gaussians, after.PoolSizes[k], before.Ranks[k]);
                }
            }
        }
    }

    private static List<double>[] Lists() => [.. Enumerable.Range(0, Replicates).Select(_ => new List<double>())];

    private static double LogDiagonal(CaptionGaussians gaussians, int k) => LowerTriangular.LogDiagonal(gaussians.Factor(k), gaussians.Dimension)!.Value;

    private static double Distance(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => Matrices.SquaredDistance(x.ToArray(), y.ToArray());

    private sealed record ImageStep(int Replicate, int Caption, CaptionGaussians Before, CaptionGaussians After, int Pool, int Rank);
}
