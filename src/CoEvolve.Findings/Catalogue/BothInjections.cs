using CoEvolve.Core;

namespace CoEvolve.Findings;

/// <summary>C7: corpus and user content together keep both models alive, for good.</summary>
public sealed class BothInjections : Finding
{
    private const double TextMargin = 0.02;
    private const double ImageMargin = 0.03;

    /// <inheritdoc/>
    public override string Id => "C7";

    /// <inheritdoc/>
    public override string Claim => "Corpus and user content together keep diversity and fidelity of both models, for good.";

    /// <inheritdoc/>
    public override string Theorem => "the stationary G of C5, D* and F* of C6, both at once";

    /// <inheritdoc/>
    public override IReadOnlyList<Arm> Arms => [ArmCatalogue.CorpusAndUsers];

    /// <inheritdoc/>
    public override IReadOnlyList<CounterTest> Counters =>
    [
        new("with the corpus alone images collapse", new Dictionary<Arm, Arm> { [ArmCatalogue.CorpusAndUsers] = ArmCatalogue.CorpusAlone }),
        new("with users alone the text collapses", new Dictionary<Arm, Arm> { [ArmCatalogue.CorpusAndUsers] = ArmCatalogue.UsersAlone }),
    ];

    /// <inheritdoc/>
    public override IEnumerable<Check> Examine(Cast cast)
    {
        ArgumentNullException.ThrowIfNull(cast);
        ArmTraces traces = cast[ArmCatalogue.CorpusAndUsers];
        int end = traces.Generations;
        // Settled from a tenth on; the last half is compared with what came before.
        Window settled = new((end / 10) + 1, end), before = new((end / 10) + 1, end / 2), after = Window.Part(end, 2, 2);
        yield return StepChecks.Text(cast, ArmCatalogue.CorpusAndUsers);
        foreach (Check check in StepChecks.Images(cast, ArmCatalogue.CorpusAndUsers))
            yield return check;
        yield return Stationarity.TextDiversity(cast, traces, settled, TextMargin);
        yield return cast.Check.Above(
            $"G over {settled.First} to {settled.Last}, against half of the corpus's own",
            (1 - Stationarity.Kappa(traces)) / 2,
            traces.PerSeed(t => TraceMeasures.Over(settled, g => t.TextDiversity[g])));
        double[] corpus = traces.All[0].Spec.TextModels[0].Corpus.Distribution;
        (double Diversity, double FidelityError)[] points = [.. corpus.Select(c => Stationarity.FixedPoint(traces, c))];
        yield return Held(cast, "D", traces, settled, c => c.Diversity, Weighted(corpus, points.Select(p => p.Diversity)));
        yield return Held(cast, "F", traces, settled, c => c.FidelityError, Weighted(corpus, points.Select(p => p.FidelityError)));
        yield return Stationarity.Level(cast, "G", traces, before, after, TextMargin, (t, g) => t.TextDiversity[g]);
        yield return Stationarity.Level(cast, "D", traces, before, after, ImageMargin, (t, g) => t.WeightedMean(g, c => c.Diversity));
        yield return Stationarity.Level(cast, "F", traces, before, after, ImageMargin, (t, g) => t.WeightedMean(g, c => c.FidelityError));
    }

    private static Check Held(Cast cast, string name, ArmTraces traces, Window window, Func<CaptionMetrics, double> measure, double predicted)
    {
        double[] values = traces.PerSeed(t => TraceMeasures.Over(window, g => t.WeightedMean(g, measure)));
        return cast.Check.Within($"{name} over {window.First} to {window.Last}, from {name}* of the corpus's frequencies", ImageMargin, [.. values.Select(_ => predicted)], values);
    }

    private static double Weighted(double[] weights, IEnumerable<double> values) => values.Select((v, k) => weights[k] * v).Sum();
}
