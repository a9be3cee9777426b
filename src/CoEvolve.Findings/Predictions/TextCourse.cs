using CoEvolve.Actors;
using CoEvolve.Core;

namespace CoEvolve.Findings;

/// <summary>What is known of the text model, generation after generation: its diversity and the mean share of each caption.</summary>
/// <remarks>
/// The expected diversity falls with the reader's resolution ρ, at each step and therefore in all. So the recursions at ρ = 1
/// and ρ = 0 enclose what a soft reader, whose ρ the images decide, can do.
/// </remarks>
internal sealed class TextCourse
{
    private const string Diversity = "gini_simpson";

    private readonly double _kappa;
    private readonly double _initialDiversity;
    private TextMoments _resolved;
    private TextMoments _unresolved;

    // What holds, since when, and what was known then.
    private EcosystemSpec _spec;
    private TextModelSpec _text;
    private int _from;
    private double[] _shares;
    private double _least;
    private double _most;
    private bool _moved;

    /// <summary>Stands at generation 0.</summary>
    public TextCourse(EcosystemSpec spec)
    {
        _spec = spec;
        _text = spec.TextModels[0];
        double[] corpus = _text.Corpus.Distribution;
        _kappa = TextMoments.Of(corpus, corpus).S;
        _initialDiversity = _least = _most = TextMeasures.GiniSimpson(spec.InitialShares);
        _shares = spec.InitialShares;
        _resolved = _unresolved = TextMoments.Of(spec.InitialShares, corpus);
    }

    private string Model => _text.Name;

    private int Captions => _text.CaptionsPerGeneration;

    private int Corpus => _text.Corpus.CaptionsPerGeneration;

    // A reading that counts an image as one caption has ρ = 1, whatever the images are.
    private bool ResolutionIsKnown => _text.Reader != ReaderKind.Soft;

    /// <summary>What this spec keeps from being exact.</summary>
    public static IEnumerable<string> Notes(EcosystemSpec spec)
    {
        if (!StandingShares.All(spec) && spec.TextModels[0].Reader == ReaderKind.Soft)
            yield return "gini_simpson has a lowerBound and an upperBound: how much of it a soft reader loses depends on how well the images tell captions apart.";
    }

    /// <summary>Goes on under other settings, from a generation on: the one that it stands at.</summary>
    public void Enter(EcosystemSpec spec, int generation)
    {
        (_shares, _least, _most, _moved) = (SharesAt(generation), Least(generation), Most(generation), HasMoved(generation));
        (_spec, _text, _from) = (spec, spec.TextModels[0], generation);
    }

    /// <summary>Goes on to the next generation.</summary>
    public void Advance()
    {
        if (_text.Frozen)
            return;
        _resolved = _resolved.Next(_kappa, Captions, Corpus, _text.LearningRate, resolution: 1);
        _unresolved = _unresolved.Next(_kappa, Captions, Corpus, _text.LearningRate, resolution: 0);
    }

    /// <summary>What is known of a generation, the one that it stands at.</summary>
    public IEnumerable<Prediction> At(int generation)
    {
        bool exact = ResolutionIsKnown || !HasMoved(generation);
        yield return new Prediction(generation, Diversity, Model, null, Least(generation), exact ? PredictionKind.Exact : PredictionKind.LowerBound);
        if (!exact)
            yield return new Prediction(generation, Diversity, Model, null, Most(generation), PredictionKind.UpperBound);
        foreach (Prediction share in Shares(generation, SharesAt(generation), PredictionKind.Exact))
            yield return share;
    }

    /// <summary>What the text model comes to; nothing is said of one that stands still.</summary>
    public IEnumerable<Prediction> InTheLongRun()
    {
        if (_text.Frozen || (!_moved && StandingShares.All(_spec)))
            yield break;
        double least = Stationary(resolution: 1);
        if (ResolutionIsKnown)
        {
            yield return new Prediction(Prediction.LongRun, Diversity, Model, null, least, PredictionKind.Stationary);
        }
        else if (Corpus > 0)
        {
            yield return new Prediction(Prediction.LongRun, Diversity, Model, null, least, PredictionKind.LowerBound);
            yield return new Prediction(Prediction.LongRun, Diversity, Model, null, Stationary(resolution: 0), PredictionKind.UpperBound);
        }

        if (Corpus == 0)
            yield break;
        foreach (Prediction share in Shares(Prediction.LongRun, _text.Corpus.Distribution, PredictionKind.Stationary))
            yield return share;
    }

    private bool HasMoved(int generation) => _moved || (generation > _from && !StandingShares.All(_spec));

    private double Least(int generation) => Expected(generation, _resolved, _least, resolution: 1);

    private double Most(int generation) => Expected(generation, _unresolved, _most, resolution: 0);

    // Without a corpus in closed form, which keeps its relative precision when little is left.
    private double Expected(int generation, TextMoments moments, double before, double resolution)
    {
        if (!HasMoved(generation))
            return _initialDiversity;
        if (_text.Frozen || generation == _from)
            return before;
        return Corpus == 0
            ? TextTheory.Diversity(before, Captions, generation - _from, _text.LearningRate, resolution)
            : Math.Max(0, 1 - moments.S);
    }

    private double[] SharesAt(int generation) => _text.Frozen
        ? _shares
        : TextTheory.ExpectedShares(_shares, _text.Corpus.Distribution, Captions, Corpus, generation - _from, _text.LearningRate);

    private double Stationary(double resolution) => TextTheory.StationaryDiversity(_kappa, Captions, Corpus, _text.LearningRate, resolution);

    private IEnumerable<Prediction> Shares(int generation, double[] shares, PredictionKind kind) =>
        shares.Select((share, k) => new Prediction(generation, "share", _spec.ImageModels[0].Name, _spec.Vocabulary[k], share, kind));
}
