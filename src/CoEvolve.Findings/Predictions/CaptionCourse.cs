using CoEvolve.Actors;
using CoEvolve.Core;

namespace CoEvolve.Findings;

/// <summary>
/// What is known of the images of one caption, generation after generation. Diversity and fidelity error follow the
/// recursion of <see cref="ImageStep"/> where the counts keep their law; elsewhere their sum or their bracket may be known.
/// </summary>
/// <remarks>In units of tr Σ₀. Source: docs/model.md, section 6, "What holds when".</remarks>
internal sealed class CaptionCourse
{
    /// <summary>tr Σ_t / tr Σ₀.</summary>
    public const string DiversityName = "diversity";

    /// <summary>‖μ_t − μ₀‖² / tr Σ₀.</summary>
    public const string FidelityErrorName = "fidelity_error";

    private readonly ImageModelSpec _image;
    private readonly UserTarget _users;
    private readonly LogDeterminantCourse? _logDeterminant;
    private readonly bool _countsKnown;
    private readonly bool _looks;
    private readonly ImageStep _step;
    private readonly double _meanKept;
    private double _variance = 1;
    private double _drift;
    private double _towardsUsers = 1;

    /// <summary>Stands at generation 0.</summary>
    public CaptionCourse(EcosystemSpec spec, int caption)
    {
        _image = spec.ImageModels[0];
        _users = UserTarget.Of(spec, caption);
        _drift = _users.Offset;
        _looks = spec.TextModels[0].Reader != ReaderKind.Perfect;
        _countsKnown = StandingShares.Of(spec, caption);
        if (_image.Frozen || _countsKnown)
            _logDeterminant = LogDeterminantCourse.Of(spec, caption);
        if (_image.Frozen || !_countsKnown)
            return;
        var counts = new BinomialLaw(spec.TextModels[0].CaptionsPerGeneration, spec.InitialShares[caption]);
        _step = ImageStep.Of(counts, Users, _image.LearningRate, _image.Covariance);

        // μ moves by η(1−w) of its way to μ*, in the mean. Under maximum likelihood that is also what leaves S + Δ.
        ImageStep likelihood = ImageStep.Of(counts, Users, _image.LearningRate, CovarianceEstimator.MaximumLikelihood);
        _meanKept = likelihood.VarianceKept + likelihood.DriftFromVariance;
    }

    private int Users => _image.Users.ImagesPerCaption;

    private bool Likelihood => _image.Covariance == CovarianceEstimator.MaximumLikelihood;

    // What users do is known exactly if they draw from the law that the caption started with.
    private PredictionKind Exactness => _users.IsApproximate ? PredictionKind.Approximate : PredictionKind.Exact;

    /// <summary>Goes on to the next generation.</summary>
    public void Advance()
    {
        _logDeterminant?.Advance();
        if (_image.Frozen || !_countsKnown)
            return;
        (_variance, _drift) = _step.Apply(_variance, _drift, _users.Variance);
        _towardsUsers *= _meanKept;
    }

    /// <summary>What is known of the generation that it stands at.</summary>
    public IEnumerable<(string Quantity, double Value, PredictionKind Kind)> Now(int generation)
    {
        if (_image.Frozen || generation == 0)
        {
            yield return (DiversityName, 1, PredictionKind.Exact);
            yield return (FidelityErrorName, 0, PredictionKind.Exact);
        }
        else if (_countsKnown)
        {
            // ‖μ − μ₀‖² around μ*: Δ less twice the way that is left to μ*, along the way from μ₀, plus that way.
            yield return (DiversityName, _variance, Exactness);
            yield return (FidelityErrorName, Math.Max(0, _drift + ((1 - (2 * _towardsUsers)) * _users.Offset)), Exactness);
        }
        else if (Likelihood && (Users == 0 || (!_looks && !_users.IsApproximate)))
        {
            yield return ("diversity_plus_fidelity", 1, PredictionKind.Exact);
        }
        else if (!Likelihood && Users == 0 && _image.LearningRate == 1)
        {
            yield return (DiversityName, 1, PredictionKind.Exact);
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
            PredictionKind kind = _users.IsApproximate ? PredictionKind.Approximate : PredictionKind.Stationary;
            (double diversity, double fidelityError) = _step.FixedPoint();
            yield return (DiversityName, diversity * _users.Variance, kind);
            yield return (FidelityErrorName, (fidelityError * _users.Variance) + _users.Offset, kind);
        }
        else if (!_looks && Likelihood && _image.LearningRate == 1 && Users >= 2 && !_users.IsApproximate)
        {
            (double least, double most) = InjectionDesign.UserContentBracket(Users);
            yield return (DiversityName, least, PredictionKind.LowerBound);
            yield return (DiversityName, most, PredictionKind.UpperBound);
            yield return (FidelityErrorName, 1 - most, PredictionKind.LowerBound);
            yield return (FidelityErrorName, 1 - least, PredictionKind.UpperBound);
        }
    }
}
