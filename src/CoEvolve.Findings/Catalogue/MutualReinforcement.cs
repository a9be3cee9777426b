namespace CoEvolve.Findings;

/// <summary>C3: when both models evolve, each speeds up the other's collapse.</summary>
public sealed class MutualReinforcement : Finding
{
    // Late enough for images to have contracted, early enough for every caption to be in play.
    private const int Early = 20;

    /// <inheritdoc/>
    public override string Id => "C3";

    /// <inheritdoc/>
    public override string Claim => "When both models evolve, each speeds up the other's collapse.";

    /// <inheritdoc/>
    public override string Theorem => "E[G'] = G (1 − ρ/N) and E[tr Σ'] = (1 − 1/n) tr Σ";

    /// <inheritdoc/>
    public override IReadOnlyList<Arm> Arms => [ArmCatalogue.BothEvolve, ArmCatalogue.FrozenImages, ArmCatalogue.FrozenText];

    /// <inheritdoc/>
    public override IReadOnlyList<CounterTest> Counters =>
    [
        new(
            "readers that sample read as well from diverse images as from collapsed ones",
            new Dictionary<Arm, Arm> { [ArmCatalogue.BothEvolve] = ArmCatalogue.BothEvolveSampled, [ArmCatalogue.FrozenImages] = ArmCatalogue.FrozenImagesSampled }),
    ];

    /// <inheritdoc/>
    public override IEnumerable<Check> Examine(Cast cast)
    {
        ArgumentNullException.ThrowIfNull(cast);
        ArmTraces both = cast[ArmCatalogue.BothEvolve], frozenImages = cast[ArmCatalogue.FrozenImages], frozenText = cast[ArmCatalogue.FrozenText];
        int end = both.Generations;
        yield return StepChecks.Text(cast, ArmCatalogue.BothEvolve);
        foreach (Check check in StepChecks.Images(cast, ArmCatalogue.BothEvolve))
            yield return check;
        yield return cast.Check.Equal($"D + F at {end}, mean over captions", 1, both.PerEcosystem(t => t.Mean(end, c => c.Diversity + c.FidelityError)));
        yield return cast.Check.Less(
            $"G at {end}, both evolving against frozen images", both.PerSeed(t => t.TextDiversity[end]), frozenImages.PerSeed(t => t.TextDiversity[end]), headline: true);
        yield return cast.Check.Above(
            $"rise of the reader's resolution ρ̄ from 0 to {Early}",
            0,
            both.OfSeeds(traces => TraceMeasures.Resolution(traces, Window.At(Early)) - TraceMeasures.Resolution(traces, Window.At(0))));
        yield return cast.Check.Less(
            $"mean over captions of ln D at {Early}, both evolving against frozen text",
            both.PerSeed(t => t.MeanLogDiversity(Early)),
            frozenText.PerSeed(t => t.MeanLogDiversity(Early)));
    }
}
