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

    private readonly EcosystemSpec _spec;
    private readonly TextModelSpec _text;
    private readonly double _kappa;
    private readonly double _initialDiversity;
    private TextMoments _resolved;
    private TextMoments _unresolved;

    /// <summary>Stands at generation 0.</summary>
    public TextCourse(EcosystemSpec spec)
    {
        _spec = spec;
        _text = spec.TextModels[0];
        double[] corpus = _text.Corpus.Distribution;
        _kappa = TextMoments.Of(corpus, corpus).S;
        _initialDiversity = TextMeasures.GiniSimpson(spec.InitialShares);
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

    /// <summary>Goes on to the next generation.</summary>
    public void Advance()
    {
        _resolved = _resolved.Next(_kappa, Captions, Corpus, _text.LearningRate, resolution: 1);
        _unresolved = _unresolved.Next(_kappa, Captions, Corpus, _text.LearningRate, resolution: 0);
    }

    /// <summary>What is known of a generation, the one that it stands at.</summary>
    public IEnumerable<Prediction> At(int generation)
    {
        double least = generation == 0 || StandingShares.All(_spec) ? _initialDiversity : Expected(generation, _resolved, resolution: 1);
        bool exact = generation == 0 || ResolutionIsKnown || StandingShares.All(_spec);
        yield return new Prediction(generation, Diversity, Model, null, least, exact ? PredictionKind.Exact : PredictionKind.LowerBound);
        if (!exact)
            yield return new Prediction(generation, Diversity, Model, null, Expected(generation, _unresolved, resolution: 0), PredictionKind.UpperBound);

        double[] shares = _text.Frozen
            ? _spec.InitialShares
            : TextTheory.ExpectedShares(_spec.InitialShares, _text.Corpus.Distribution, Captions, Corpus, generation, _text.LearningRate);
        foreach (Prediction share in Shares(generation, shares, PredictionKind.Exact))
            yield return share;
    }

    /// <summary>What the text model comes to; nothing is said of one that stands still.</summary>
    public IEnumerable<Prediction> InTheLongRun()
    {
        if (StandingShares.All(_spec))
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

    // Without a corpus in closed form, which keeps its relative precision when little is left.
    private double Expected(int generation, TextMoments moments, double resolution) => Corpus == 0
        ? TextTheory.Diversity(_initialDiversity, Captions, generation, _text.LearningRate, resolution)
        : 1 - moments.S;

    private double Stationary(double resolution) => TextTheory.StationaryDiversity(_kappa, Captions, Corpus, _text.LearningRate, resolution);

    private IEnumerable<Prediction> Shares(int generation, double[] shares, PredictionKind kind) =>
        shares.Select((share, k) => new Prediction(generation, "share", _spec.ImageModels[0].Name, _spec.Vocabulary[k], share, kind));
}
