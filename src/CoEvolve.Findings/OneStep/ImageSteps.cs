using CoEvolve.Core;

namespace CoEvolve.Findings;

/// <summary>
/// The one-step identities of the images, added up along a trace and over captions (docs/model.md, section 6). The number of
/// images of a caption is Binomial(N, p_k) given the state, so each identity is taken in its mean over that.
/// </summary>
/// <remarks>
/// Residuals are martingale differences. Those of variance and drift are relative to the predicted value, which is known
/// before the step: their tails stay light however small the values become. Captions that will more likely than not stay as
/// they are, for want of images, are left out of these two: what they do once in a while would weigh too much.
/// </remarks>
internal readonly record struct ImageSteps
{
    // Below, a ratio of variances would lose digits to the end of the range of numbers.
    private const double LeastDiversity = 1e-280;

    /// <summary>Steps that variance and drift were compared over.</summary>
    public int Count { get; private init; }

    /// <summary>Sum of D'/E[D'] − 1.</summary>
    public double Diversity { get; private init; }

    /// <summary>Sum of F'/E[F'] − 1.</summary>
    public double FidelityError { get; private init; }

    /// <summary>Steps at whose both ends ln det Σ is defined.</summary>
    public int LogDetCount { get; private init; }

    /// <summary>Sum of the changes of ln det Σ.</summary>
    public double LogDet { get; private init; }

    /// <summary>Sum of their expectations.</summary>
    public double LogDetPredicted { get; private init; }

    /// <summary>Sum of squared deviations from the expectations.</summary>
    public double LogDetSquares { get; private init; }

    /// <summary>Sum of the variances.</summary>
    public double LogDetVariance { get; private init; }

    public static ImageSteps Of(EcosystemTrace trace)
    {
        var text = trace.Spec.TextModels[0];
        var image = trace.Spec.ImageModels[0];
        int users = image.Users.ImagesPerCaption;
        LogDeterminantTable? table = users == 0 && image.LearningRate == 1 ? new LogDeterminantTable(text.CaptionsPerGeneration, trace.Spec.Dimension, image.Covariance) : null;
        var total = new ImageSteps();
        for (int k = 0; k < trace.Captions; k++)
        {
            double share = double.NaN;
            bool trains = false;
            ImageStep step = default;
            BinomialLaw? counts = null;
            LogDeterminantStep? logDet = null;
            for (int t = 0; t < trace.Generations; t++)
            {
                CaptionMetrics now = trace.At(t)[k], next = trace.At(t + 1)[k];
                if (now.Share != share)
                {
                    share = now.Share;
                    counts = new BinomialLaw(text.CaptionsPerGeneration, share);
                    trains = (users < 2 ? counts[0] : 0) + (users < 1 ? counts[1] : 0) <= 0.5;
                    step = ImageStep.Of(counts, users, image.LearningRate, image.Covariance);
                    logDet = null;
                }

                if (trains && now.Diversity >= LeastDiversity)
                    total = total.Add(now, next, step);
                if (table is not null && now.LogDet is double from && next.LogDet is double to)
                    total = total.Add(to - from, logDet ??= table.Of(counts!));
            }
        }

        return total;
    }

    private ImageSteps Add(CaptionMetrics now, CaptionMetrics next, ImageStep step)
    {
        (double diversity, double drift) = step.Apply(now.Diversity, now.FidelityError, 1);
        return this with
        {
            Count = Count + 1,
            Diversity = Diversity + (next.Diversity / diversity) - 1,
            FidelityError = FidelityError + (next.FidelityError / drift) - 1,
        };
    }

    private ImageSteps Add(double change, LogDeterminantStep step) => this with
    {
        LogDetCount = LogDetCount + 1,
        LogDet = LogDet + change,
        LogDetPredicted = LogDetPredicted + step.Mean,
        LogDetSquares = LogDetSquares + ((change - step.Mean) * (change - step.Mean)),
        LogDetVariance = LogDetVariance + step.Variance,
    };
}
