using CoEvolve.Actors;
using CoEvolve.Core;

namespace CoEvolve.Findings;

/// <summary>The mean of ln det Σ over the replicates that have one, for one caption, generation after generation.</summary>
/// <remarks>
/// Without users and at η = 1 a replicate has one as long as no generation wrote the caption 2 to d times. Given that, the
/// generations' counts are independent draws of their law without those counts, so the mean is ln det Σ₀ + t times the
/// conditional mean of a step, exactly; steps of a frozen model count for nothing. It ends where fewer than one replicate in a
/// thousand is expected to have one, and where its conditions end.
/// </remarks>
internal sealed class LogDeterminantCourse
{
    private const double LeastShare = 1e-3;

    private readonly int _caption;
    private double _mean;
    private double _share = 1;
    private double _step;
    private double _kept = 1;
    private bool _known = true;

    private LogDeterminantCourse(int caption, double initial) => (_caption, _mean) = (caption, initial);

    /// <summary>ln det Σ_t in the mean; null where it is not known, and once hardly a replicate has one.</summary>
    public double? Mean => _known && _share >= LeastShare ? _mean : null;

    /// <summary>Stands at generation 0; null for a caption that has no ln det at the start.</summary>
    public static LogDeterminantCourse? Of(EcosystemSpec spec, int caption) =>
        spec.InitialImages.HasLogDet(caption) && LowerTriangular.LogDiagonal(spec.InitialImages.Gaussians.Factor(caption), spec.Dimension) is double half
            ? new LogDeterminantCourse(caption, 2 * half)
            : null;

    /// <summary>Enters a regime.</summary>
    /// <param name="spec">What holds from here on.</param>
    /// <param name="countsKnown">Whether the caption's counts have the same law in all generations up to the regime's end.</param>
    public void Enter(EcosystemSpec spec, bool countsKnown)
    {
        ImageModelSpec image = spec.ImageModels[0];
        (_step, _kept) = (0, 1);
        if (image.Frozen)
            return;
        _known &= countsKnown && image.Users.ImagesPerCaption == 0 && image.LearningRate == 1;
        if (!_known)
            return;
        var counts = new BinomialLaw(spec.TextModels[0].CaptionsPerGeneration, spec.InitialShares[_caption]);
        double lost = 0;
        for (int n = 2; n <= spec.Dimension; n++)
            lost += counts[n];
        (_step, _kept) = lost >= 1 - LeastShare ? (0, 0) : (LogDeterminantStep.Of(counts, spec.Dimension, image.Covariance).Mean, 1 - lost);
    }

    /// <summary>Goes on to the next generation.</summary>
    public void Advance()
    {
        _mean += _step;
        _share *= _kept;
    }
}
