using CoEvolve.Actors;
using CoEvolve.Core;

namespace CoEvolve.Findings;

/// <summary>
/// What is known of the images of one caption, generation after generation. Diversity and fidelity error follow the
/// recursion of <see cref="ImageStep"/> where the counts keep their law; elsewhere their sum or their bracket may be known.
/// </summary>
/// <remarks>
/// In units of tr Σ₀. Counts have a known law as long as the caption's probability has not moved; once it has, replicates differ,
/// and freezing the text brings no law back. Source: docs/model.md, section 6, "What holds when".
/// </remarks>
internal sealed class CaptionCourse
{
    /// <summary>tr Σ_t / tr Σ₀.</summary>
    public const string DiversityName = "diversity";

    /// <summary>‖μ_t − μ₀‖² / tr Σ₀.</summary>
    public const string FidelityErrorName = "fidelity_error";

    private readonly int _caption;
    private readonly UserTarget _target;
    private readonly LogDeterminantCourse? _logDeterminant;
    private ImageModelSpec _image;
    private bool _looks;
    private bool _countsKnown = true;
    private ImageStep _step;
    private double _meanKept;

    // Expectations: of S; of Δ around the users' mean; and how much of the way from there to μ₀ is left.
    private double _variance = 1;
    private double _drift;
    private double _towardsUsers = 1;

    // What has been so in all steps so far: S and Δ are known; their sum is that of the start; S is, whatever became of Δ.
    private bool _known = true;
    private bool _sumKept = true;
    private bool _varianceKept = true;
    private bool _approximate;

    /// <summary>Stands at generation 0.</summary>
    /// <param name="spec">What holds there.</param>
    /// <param name="caption">Its place in the vocabulary.</param>
    /// <param name="target">Where users' images come from, when there are users.</param>
    public CaptionCourse(EcosystemSpec spec, int caption, UserTarget target)
    {
        _caption = caption;
        _target = target;
        _drift = target.Offset;
        _logDeterminant = LogDeterminantCourse.Of(spec, caption);
        _image = spec.ImageModels[0];
        Enter(spec);
    }

    private int Users => _image.Users.ImagesPerCaption;

    private bool Likelihood => _image.Covariance == CovarianceEstimator.MaximumLikelihood;

    // What users do is known exactly if they draw from the law that the caption started with.
    private bool UsesPool => Users > 0 && _target.IsApproximate;

    /// <summary>How much is known: 2 diversity and fidelity error, 1 their sum or diversity alone, 0 neither.</summary>
    public int Knowledge => _known ? 2 : (Likelihood ? _sumKept : _varianceKept) ? 1 : 0;

    /// <summary>Whether ln det is known.</summary>
    public bool KnowsLogDeterminant => _logDeterminant?.Mean is not null;

    /// <summary>Goes on under other settings.</summary>
    public void Enter(EcosystemSpec spec)
    {
        _image = spec.ImageModels[0];
        _looks = spec.TextModels[0].Reader != ReaderKind.Perfect;
        _countsKnown &= StandingShares.Of(spec, _caption);
        _logDeterminant?.Enter(spec, _countsKnown);
        if (_image.Frozen || !_countsKnown)
            return;
        var counts = new BinomialLaw(spec.TextModels[0].CaptionsPerGeneration, spec.InitialShares[_caption]);
        _step = ImageStep.Of(counts, Users, _image.LearningRate, _image.Covariance);

        // μ moves by η(1−w) of its way to μ*, in the mean. Under maximum likelihood that is also what leaves S + Δ.
        ImageStep likelihood = ImageStep.Of(counts, Users, _image.LearningRate, CovarianceEstimator.MaximumLikelihood);
        _meanKept = likelihood.VarianceKept + likelihood.DriftFromVariance;
    }

    /// <summary>Goes on to the next generation.</summary>
    public void Advance()
    {
        _logDeterminant?.Advance();
        if (_image.Frozen)
            return;
        _approximate |= UsesPool;
        if (_countsKnown)
        {
            (_variance, _drift) = _step.Apply(_variance, _drift, _target.Variance);
            _towardsUsers *= _meanKept;
            _sumKept &= !UsesPool;
            return;
        }

        // A reader that looks makes the counts depend on the very images that users' are mixed with.
        _known = false;
        _sumKept &= Likelihood && (Users == 0 || !(_looks || UsesPool));
        _varianceKept &= !Likelihood && Users == 0 && _image.LearningRate == 1;
    }

    /// <summary>What is known of the generation that it stands at.</summary>
    public IEnumerable<(string Quantity, double Value, PredictionKind Kind)> Now()
    {
        PredictionKind kind = _approximate ? PredictionKind.Approximate : PredictionKind.Exact;
        if (_known)
        {
            // ‖μ − μ₀‖² around μ*: Δ less twice the way that is left to μ*, along the way from μ₀, plus that way.
            yield return (DiversityName, _variance, kind);
            yield return (FidelityErrorName, Math.Max(0, _drift + ((1 - (2 * _towardsUsers)) * _target.Offset)), kind);
        }
        else if (Likelihood && _sumKept)
        {
            yield return ("diversity_plus_fidelity", 1, PredictionKind.Exact);
        }
        else if (_varianceKept)
        {
            yield return (DiversityName, _variance, kind);
        }

        if (_logDeterminant?.Mean is double mean)
            yield return ("log_det", mean, PredictionKind.Exact);
    }

    /// <summary>What it comes to with user content; nothing is said without.</summary>
    public IEnumerable<(string Quantity, double Value, PredictionKind Kind)> InTheLongRun()
    {
        if (_image.Frozen || Users == 0)
            yield break;
        if (_countsKnown)
        {
            // With one user image and (hardly) ever one of its own it never trains.
            if (!_step.HasFixedPoint)
                yield break;
            PredictionKind kind = UsesPool ? PredictionKind.Approximate : PredictionKind.Stationary;
            (double diversity, double fidelityError) = _step.FixedPoint();
            yield return (DiversityName, diversity * _target.Variance, kind);
            yield return (FidelityErrorName, (fidelityError * _target.Variance) + _target.Offset, kind);
        }
        else if (!_looks && Likelihood && _image.LearningRate == 1 && Users >= 2 && !_target.IsApproximate)
        {
            (double least, double most) = InjectionDesign.UserContentBracket(Users);
            yield return (DiversityName, least, PredictionKind.LowerBound);
            yield return (DiversityName, most, PredictionKind.UpperBound);
            yield return (FidelityErrorName, 1 - most, PredictionKind.LowerBound);
            yield return (FidelityErrorName, 1 - least, PredictionKind.UpperBound);
        }
    }
}
