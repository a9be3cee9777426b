using CoEvolve.Core;

namespace CoEvolve.Findings;

/// <summary>C1: beside an image model that never changes, a text model loses diversity, in the mean towards nothing but its start.</summary>
public sealed class TextCollapse : Finding
{
    /// <inheritdoc/>
    public override string Id => "C1";

    /// <inheritdoc/>
    public override string Claim => "With a frozen image model, the text model loses diversity.";

    /// <inheritdoc/>
    public override string Theorem => "E[G' | state] = G (1 − ρ/N), E[p_t] = p₀";

    /// <inheritdoc/>
    public override IReadOnlyList<Arm> Arms => [ArmCatalogue.FrozenImages, ArmCatalogue.FrozenImagesSampled];

    /// <inheritdoc/>
    public override IReadOnlyList<CounterTest> Counters =>
    [
        new("a corpus keeps the text diverse", new Dictionary<Arm, Arm> { [ArmCatalogue.FrozenImages] = ArmCatalogue.FrozenImagesCorpus }),
    ];

    /// <inheritdoc/>
    public override IEnumerable<Check> Examine(Cast cast)
    {
        ArgumentNullException.ThrowIfNull(cast);
        ArmTraces soft = cast[ArmCatalogue.FrozenImages], sampled = cast[ArmCatalogue.FrozenImagesSampled];
        int end = soft.Generations;
        yield return StepChecks.Text(cast, ArmCatalogue.FrozenImages) with { Headline = true };
        yield return KeepsItsMean(cast, soft);
        int last = sampled.Generations, captions = sampled.All[0].Spec.TextModels[0].CaptionsPerGeneration;
        yield return cast.Check.Equal(
            $"sampled reader: G at {last}, from G₀ (1 − 1/N)^{last}",
            TextTheory.Diversity(sampled.All[0].TextDiversity[0], captions, last, learningRate: 1, resolution: 1),
            sampled.PerEcosystem(t => t.TextDiversity[last]));
        yield return cast.Check.Below($"G at {end}, against its start", soft.All[0].TextDiversity[0], soft.PerSeed(t => t.TextDiversity[end]));
    }

    private static Check KeepsItsMean(Cast cast, ArmTraces traces)
    {
        int end = traces.Generations;
        var spec = traces.All[0].Spec;
        var text = spec.TextModels[0];
        double[] expected = TextTheory.ExpectedShares(
            spec.InitialShares, text.Corpus.Distribution, text.CaptionsPerGeneration, text.Corpus.CaptionsPerGeneration, end, text.LearningRate);
        return cast.Check.AllEqual(
            $"E[p] at {end}",
            [.. Enumerable.Range(0, spec.Captions).Select(k => ($"'{spec.Vocabulary[k]}'", expected[k], traces.PerEcosystem(t => t.At(end)[k].Share)))]);
    }
}
