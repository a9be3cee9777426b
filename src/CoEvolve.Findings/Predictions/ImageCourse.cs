using CoEvolve.Actors;
using CoEvolve.Core;

namespace CoEvolve.Findings;

/// <summary>What is known of the image model, generation after generation: caption by caption, and as a whole.</summary>
internal sealed class ImageCourse
{
    private readonly CaptionCourse[] _captions;
    private EcosystemSpec _spec;
    private bool _sharesStand;
    private bool _sharesMoved;
    private bool _trained;

    /// <summary>Stands at generation 0.</summary>
    /// <param name="spec">What holds there.</param>
    /// <param name="withUsers">What holds when there are users, now or later; otherwise the same.</param>
    public ImageCourse(EcosystemSpec spec, EcosystemSpec withUsers)
    {
        _spec = spec;
        _sharesStand = StandingShares.All(spec);
        _captions = [.. Enumerable.Range(0, spec.Captions).Select(k => new CaptionCourse(spec, k, UserTarget.Of(withUsers, k)))];
    }

    private string Model => _spec.ImageModels[0].Name;

    /// <summary>What this spec keeps from being exact, or from being known.</summary>
    public static IEnumerable<string> Notes(EcosystemSpec spec)
    {
        ImageModelSpec image = spec.ImageModels[0];
        if (image.Frozen)
            yield break;
        bool users = image.Users.ImagesPerCaption > 0, data = users && image.Users.Pool is not null;
        bool evolves = !StandingShares.All(spec), looks = spec.TextModels[0].Reader != ReaderKind.Perfect;
        if (data)
            yield return "user content from data is treated as independent draws of its pool's mean and covariance; within one pass through the pool they are not, so what follows from them is approximate.";
        if (evolves || users || image.LearningRate < 1)
            yield return "log_det is left out: its exact rate needs captions whose probabilities stand still, no user content, and a learning rate of 1.";
        if (!evolves)
            yield break;
        if (users && looks)
            yield return "diversity and fidelity_error are left out: the text evolves and reads images, so how often a caption is written depends on the very images that user content is mixed with.";
        else if (users && data)
            yield return "diversity and fidelity_error are left out: while the text evolves, nothing exact is known of them with user content from data.";
        else if (image.Covariance == CovarianceEstimator.MaximumLikelihood)
            yield return "diversity and fidelity_error have no closed form while the text evolves; their sum has one.";
        else
            yield return "with the unbiased estimator little is known of diversity and fidelity_error while the text evolves.";
    }

    /// <summary>How much is known of every caption (<see cref="CaptionCourse.Knowledge"/>).</summary>
    public int Knowledge => _captions.Min(caption => caption.Knowledge);

    /// <summary>Whether ln det of any caption is known.</summary>
    public bool KnowsLogDeterminant => _captions.Any(caption => caption.KnowsLogDeterminant);

    /// <summary>Goes on under other settings.</summary>
    public void Enter(EcosystemSpec spec)
    {
        _spec = spec;
        _sharesStand = StandingShares.All(spec);
        foreach (CaptionCourse caption in _captions)
            caption.Enter(spec);
    }

    /// <summary>Goes on to the next generation.</summary>
    public void Advance()
    {
        foreach (CaptionCourse caption in _captions)
            caption.Advance();
        _sharesMoved |= !_sharesStand;
        _trained |= !_spec.ImageModels[0].Frozen;
    }

    /// <summary>What is known of a generation, the one that it stands at.</summary>
    public IEnumerable<Prediction> At(int generation)
    {
        for (int k = 0; k < _captions.Length; k++)
        {
            // The unbiased estimator at a learning rate below 1 grows without bound.
            foreach ((string quantity, double value, PredictionKind kind) in _captions[k].Now().Where(v => double.IsFinite(v.Value)))
                yield return new Prediction(generation, quantity, Model, _spec.Vocabulary[k], value, kind);
        }

        foreach (Prediction prediction in Weighted(generation, stands: !(_sharesMoved && _trained), c => c.Now()))
            yield return prediction;
    }

    /// <summary>What the image model comes to.</summary>
    public IEnumerable<Prediction> InTheLongRun()
    {
        for (int k = 0; k < _captions.Length; k++)
        {
            foreach ((string quantity, double value, PredictionKind kind) in _captions[k].InTheLongRun())
                yield return new Prediction(Prediction.LongRun, quantity, Model, _spec.Vocabulary[k], value, kind);
        }

        foreach (Prediction prediction in Weighted(Prediction.LongRun, stands: _sharesStand && !_sharesMoved, c => c.InTheLongRun()))
            yield return prediction;
    }

    // Means over captions weighted by share. The weights must stand still, or the values must: a mean of products is no
    // product of means.
    private IEnumerable<Prediction> Weighted(int generation, bool stands, Func<CaptionCourse, IEnumerable<(string Quantity, double Value, PredictionKind Kind)>> values)
    {
        if (!stands)
            yield break;
        foreach (string quantity in new[] { CaptionCourse.DiversityName, CaptionCourse.FidelityErrorName })
        {
            double sum = 0, weight = 0;
            PredictionKind kind = generation == Prediction.LongRun ? PredictionKind.Stationary : PredictionKind.Exact;
            bool complete = true;
            for (int k = 0; k < _captions.Length && complete; k++)
            {
                if (_spec.InitialShares[k] == 0)
                    continue;
                (string Quantity, double Value, PredictionKind Kind)[] found = [.. values(_captions[k]).Where(v => v.Quantity == quantity)];
                complete = found.Length == 1;
                if (!complete)
                    break;
                sum += _spec.InitialShares[k] * found[0].Value;
                weight += _spec.InitialShares[k];
                if (found[0].Kind == PredictionKind.Approximate)
                    kind = PredictionKind.Approximate;
            }

            if (complete && double.IsFinite(sum))
                yield return new Prediction(generation, quantity, Model, null, sum / weight, kind);
        }
    }
}
