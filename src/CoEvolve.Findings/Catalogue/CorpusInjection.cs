namespace CoEvolve.Findings;

/// <summary>C5: an external corpus keeps the text model diverse; images still collapse.</summary>
public sealed class CorpusInjection : Finding
{
    private const double Margin = 0.02;

    /// <inheritdoc/>
    public override string Id => "C5";

    /// <inheritdoc/>
    public override string Claim => "A corpus stabilises the text model's diversity, while images without user content still collapse.";

    /// <inheritdoc/>
    public override string Theorem => "E[G] → (1−κ)(1 − [(1−α)²ρ̄/N + α²/M] / [1 − (1−α)²(1 − ρ̄/N)])";

    /// <inheritdoc/>
    public override IReadOnlyList<Arm> Arms => [ArmCatalogue.Corpus];

    /// <inheritdoc/>
    public override IReadOnlyList<CounterTest> Counters =>
    [
        new("without a corpus nothing brings a lost caption back", new Dictionary<Arm, Arm> { [ArmCatalogue.Corpus] = ArmCatalogue.NothingInjected }),
    ];

    /// <inheritdoc/>
    public override IEnumerable<Check> Examine(Cast cast)
    {
        ArgumentNullException.ThrowIfNull(cast);
        ArmTraces traces = cast[ArmCatalogue.Corpus];
        int end = traces.Generations, half = end / 2;
        Window last = Window.Part(end, 5, 5), before = Window.Part(end, 4, 5);
        yield return StepChecks.Text(cast, ArmCatalogue.Corpus);
        foreach (Check check in StepChecks.Images(cast, ArmCatalogue.Corpus))
            yield return check;
        yield return Stationarity.TextDiversity(cast, traces, last, Margin);
        yield return cast.Check.Above(
            $"G over {last.First} to {last.Last}, against half of the corpus's own",
            (1 - Stationarity.Kappa(traces)) / 2,
            traces.PerSeed(t => TraceMeasures.Over(last, g => t.TextDiversity[g])));
        yield return Stationarity.Level(cast, "G", traces, before, last, Margin, (t, g) => t.TextDiversity[g]);
        yield return cast.Check.Below(
            $"mean over captions of ln D from {half} to {end}", 0, traces.PerSeed(t => t.MeanLogDiversity(end) - t.MeanLogDiversity(half)));
    }
}
