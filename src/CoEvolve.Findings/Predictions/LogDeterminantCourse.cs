using CoEvolve.Actors;
using CoEvolve.Core;

namespace CoEvolve.Findings;

/// <summary>The mean of ln det Σ over the replicates that have one, for one caption, generation after generation.</summary>
/// <remarks>
/// Without users and at η = 1 a replicate has one as long as no generation wrote the caption 2 to d times. Given that, the
/// generations' counts are independent draws of their law without those counts, so the mean is ln det Σ₀ + t times the
/// conditional mean of a step, exactly; steps of a frozen model count for nothing. It ends where fewer than one replicate in a
/// thousand is expected to have one, where its conditions end, and where underflow comes near: the direction that falls fastest is
/// at e^−600 of its size then, and once an entry of the factor is below 2⁻¹⁰²² a replicate has no ln det.
/// </remarks>
internal sealed class LogDeterminantCourse
{
    private const double LeastShare = 1e-3;
    private const double LeastLogarithm = -600;

    private readonly int _caption;
    private double _mean;
    private double _share = 1;
    private double _step;
    private double _kept = 1;
    private bool _known = true;

    // ln of the smallest entry on the factor's diagonal, at least, and how it falls.
    private double _smallest;
    private double _fall;

    private LogDeterminantCourse(int caption, double initial, double smallest) => (_caption, _mean, _smallest) = (caption, initial, smallest);

    /// <summary>ln det Σ_t in the mean; null where it is not known, and once hardly a replicate has one.</summary>
    public double? Mean => _known && _share >= LeastShare && _smallest >= LeastLogarithm ? _mean : null;

    /// <summary>Stands at generation 0; null for a caption that has no ln det at the start.</summary>
    public static LogDeterminantCourse? Of(EcosystemSpec spec, int caption)
    {
        if (!spec.InitialImages.HasLogDet(caption))
            return null;
        int d = spec.Dimension;
        ReadOnlySpan<double> factor = spec.InitialImages.Gaussians.Factor(caption);
        double smallest = double.PositiveInfinity;
        for (int i = 0; i < d; i++)
            smallest = Math.Min(smallest, Math.Log(Math.Abs(factor[(i * d) + i])));
        return LowerTriangular.LogDiagonal(factor, d) is double half ? new LogDeterminantCourse(caption, 2 * half, smallest) : null;
    }

    /// <summary>Enters a regime.</summary>
    /// <param name="spec">What holds from here on.</param>
    /// <param name="countsKnown">Whether the caption's counts have the same law in all generations up to the regime's end.</param>
    public void Enter(EcosystemSpec spec, bool countsKnown)
    {
        ImageModelSpec image = spec.ImageModels[0];
        (_step, _kept, _fall) = (0, 1, 0);
        if (image.Frozen)
            return;
        _known &= countsKnown && image.Users.ImagesPerCaption == 0 && image.LearningRate == 1;
        if (!_known)
            return;
        var counts = new BinomialLaw(spec.TextModels[0].CaptionsPerGeneration, spec.InitialShares[_caption]);
        double lost = 0;
        for (int n = 2; n <= spec.Dimension; n++)
            lost += counts[n];
        if (lost >= 1 - LeastShare)
        {
            _kept = 0;
            return;
        }

        // The last of the d independent factors of det W falls fastest: it has the fewest degrees of freedom.
        _step = Step(spec.Dimension);
        _fall = (_step - (spec.Dimension > 1 ? Step(spec.Dimension - 1) : 0)) / 2;
        _kept = 1 - lost;

        double Step(int dimension) => LogDeterminantStep.Of(counts, dimension, image.Covariance).Mean;
    }

    /// <summary>Goes on to the next generation.</summary>
    public void Advance()
    {
        _mean += _step;
        _smallest += _fall;
        _share *= _kept;
    }
}
