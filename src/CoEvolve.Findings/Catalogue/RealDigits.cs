using CoEvolve.Core;

namespace CoEvolve.Findings;

/// <summary>Not one of the source's seven: the same on real images and real word frequencies.</summary>
public sealed class RealDigits : Finding
{
    // Real user images come from a finite pool, and from the other half of the data: the fixed point is approximate.
    private const double ImageMargin = 0.15;

    /// <inheritdoc/>
    public override string Id => "digits";

    /// <inheritdoc/>
    public override string Claim => "Handwritten digits and the words for them collapse when left alone, and live when real ones are mixed in.";

    /// <inheritdoc/>
    public override string Theorem => "the steps of C1 and C2, C5's G, C6's bracket";

    /// <inheritdoc/>
    public override IReadOnlyList<Setting> Settings => [Setting.Digits];

    /// <inheritdoc/>
    public override IReadOnlyList<Arm> Arms => [ArmCatalogue.DigitsAlone, ArmCatalogue.DigitsInjected];

    /// <inheritdoc/>
    public override IReadOnlyList<CounterTest> Counters =>
    [
        new("left alone, they do not live", new Dictionary<Arm, Arm> { [ArmCatalogue.DigitsInjected] = ArmCatalogue.DigitsAlone }),
        new("with real ones mixed in, they do not collapse", new Dictionary<Arm, Arm> { [ArmCatalogue.DigitsAlone] = ArmCatalogue.DigitsInjected }),
    ];

    /// <inheritdoc/>
    public override IEnumerable<Check> Examine(Cast cast)
    {
        ArgumentNullException.ThrowIfNull(cast);
        ArmTraces alone = cast[ArmCatalogue.DigitsAlone], injected = cast[ArmCatalogue.DigitsInjected];
        int end = alone.Generations;
        yield return StepChecks.Text(cast, ArmCatalogue.DigitsAlone);
        foreach (Check check in StepChecks.Images(cast, ArmCatalogue.DigitsAlone))
            yield return check;
        yield return StepChecks.Text(cast, ArmCatalogue.DigitsInjected);
        yield return cast.Check.Below($"left alone: G at {end}, against half its start", alone.All[0].TextDiversity[0] / 2, alone.PerSeed(t => t.TextDiversity[end]), headline: true);
        // Not the mean of D: a single lucky ecosystem may carry it.
        yield return cast.Check.Above(
            $"left alone: ecosystems with D at {end} under half its start",
            0.5,
            alone.PerSeed(t => t.WeightedMean(end, c => c.Diversity) < 0.5 ? 1 : 0),
            headline: true);
        end = injected.Generations;
        Window late = Window.Part(end, 2, 2);
        yield return Stationarity.TextDiversity(cast, injected, late, margin: 0.05);
        (double least, double most) = InjectionDesign.UserContentBracket(Math.Max(2, injected.All[0].Spec.ImageModels[0].Users.ImagesPerCaption));
        yield return cast.Check.Between(
            $"mixed: D over {late.First} to {late.Last}, about the bracket",
            least - ImageMargin,
            most + ImageMargin,
            injected.PerSeed(t => TraceMeasures.Over(late, g => t.WeightedMean(g, c => c.Diversity))),
            headline: true);
        yield return cast.Check.Below(
            $"mixed: F over {late.First} to {late.Last}",
            1 - least + ImageMargin,
            injected.PerSeed(t => TraceMeasures.Over(late, g => t.WeightedMean(g, c => c.FidelityError))));
    }
}
