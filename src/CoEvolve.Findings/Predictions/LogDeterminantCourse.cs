using CoEvolve.Actors;
using CoEvolve.Core;

namespace CoEvolve.Findings;

/// <summary>The mean of ln det Σ over the replicates that have one, caption by caption, generation after generation.</summary>
/// <remarks>
/// Without users and at η = 1 a replicate has one as long as no generation wrote the caption 2 to d times. Given that, the
/// generations' counts are independent draws of their law without those counts, so the mean is ln det Σ₀ + t times the
/// conditional mean of a step, exactly. It ends where fewer than one replicate in a thousand is expected to have one.
/// </remarks>
internal sealed class LogDeterminantCourse
{
    private const double LeastShare = 1e-3;

    private readonly double _step;
    private readonly double _kept;
    private double _share = 1;
    private double _mean;

    private LogDeterminantCourse(double initial, double step, double kept)
    {
        _mean = initial;
        _step = step;
        _kept = kept;
    }

    /// <summary>ln det Σ_t in the mean; null once hardly a replicate has one.</summary>
    public double? Mean => _share >= LeastShare ? _mean : null;

    /// <summary>For a caption whose counts have the same law in all generations, or whose model is frozen.</summary>
    /// <returns>Null where nothing exact is known: users, a learning rate below 1, or no ln det at the start.</returns>
    public static LogDeterminantCourse? Of(EcosystemSpec spec, int caption)
    {
        ImageModelSpec image = spec.ImageModels[0];
        if (!spec.InitialImages.HasLogDet(caption) || LowerTriangular.LogDiagonal(spec.InitialImages.Gaussians.Factor(caption), spec.Dimension) is not double half)
            return null;
        double initial = 2 * half;
        if (image.Frozen)
            return new LogDeterminantCourse(initial, step: 0, kept: 1);
        if (image.Users.ImagesPerCaption > 0 || image.LearningRate < 1)
            return null;
        var counts = new BinomialLaw(spec.TextModels[0].CaptionsPerGeneration, spec.InitialShares[caption]);
        double lost = 0;
        for (int n = 2; n <= spec.Dimension; n++)
            lost += counts[n];
        return lost >= 1 - LeastShare
            ? new LogDeterminantCourse(initial, step: 0, kept: 0)
            : new LogDeterminantCourse(initial, LogDeterminantStep.Of(counts, spec.Dimension, image.Covariance).Mean, 1 - lost);
    }

    /// <summary>Goes on to the next generation.</summary>
    public void Advance()
    {
        _mean += _step;
        _share *= _kept;
    }
}
