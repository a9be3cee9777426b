using CoEvolve.Core;

namespace CoEvolve.Findings;

/// <summary>C6: user content keeps the images diverse and faithful.</summary>
public sealed class UserContent : Finding
{
    // The bracket is a theorem for frozen text and for perfect readers; a soft reader that evolves leaves it by about 0.01.
    private const double Margin = 0.03;

    /// <inheritdoc/>
    public override string Id => "C6";

    /// <inheritdoc/>
    public override string Claim => "User content stabilises the images' diversity and keeps their fidelity.";

    /// <inheritdoc/>
    public override string Theorem => "F* = E[1/n̄] / (1 − E[n(n−1)/n̄²]), D* = 1 − F*, 1 − 1/U ≤ D* ≤ 2U/(2U+1)";

    /// <inheritdoc/>
    public override IReadOnlyList<Arm> Arms => [ArmCatalogue.UsersFrozenText, ArmCatalogue.Users];

    /// <inheritdoc/>
    public override IReadOnlyList<CounterTest> Counters =>
    [
        new(
            "without users images contract to points",
            new Dictionary<Arm, Arm> { [ArmCatalogue.UsersFrozenText] = ArmCatalogue.FrozenText, [ArmCatalogue.Users] = ArmCatalogue.NothingInjected }),
    ];

    /// <inheritdoc/>
    public override IEnumerable<Check> Examine(Cast cast)
    {
        ArgumentNullException.ThrowIfNull(cast);
        foreach (Arm arm in Arms)
        {
            foreach (Check check in StepChecks.Images(cast, arm))
                yield return check;
        }

        foreach (Check check in AtTheFixedPoint(cast, cast[ArmCatalogue.UsersFrozenText]))
            yield return check;
        foreach (Check check in InsideTheBracket(cast, cast[ArmCatalogue.Users]))
            yield return check;
    }

    private static IEnumerable<Check> AtTheFixedPoint(Cast cast, ArmTraces traces)
    {
        var spec = traces.All[0].Spec;
        Window late = Window.Part(traces.Generations, 2, 2);
        (double Diversity, double FidelityError)[] points = [.. spec.InitialShares.Select(p => Stationarity.FixedPoint(traces, p))];
        yield return Worst(cast, $"D over {late.First} to {late.Last}, text frozen, from D*", traces, late, c => c.Diversity, [.. points.Select(p => p.Diversity)]) with { Headline = true };
        yield return Worst(cast, $"F over {late.First} to {late.Last}, text frozen, from F*", traces, late, c => c.FidelityError, [.. points.Select(p => p.FidelityError)]);
    }

    // Every caption must be where it should be, so the one with the least evidence stands for all.
    private static Check Worst(Cast cast, string name, ArmTraces traces, Window window, Func<CaptionMetrics, double> measure, double[] predicted) =>
        Enumerable.Range(0, predicted.Length).Select(k =>
        {
            double[] values = Captions(traces, window, measure, k);
            return cast.Check.Within($"{name} (worst: '{traces.All[0].Spec.Vocabulary[k]}')", Margin, [.. values.Select(_ => predicted[k])], values);
        }).MaxBy(c => c.PValue)!;

    private static IEnumerable<Check> InsideTheBracket(Cast cast, ArmTraces traces)
    {
        Window late = Window.Part(traces.Generations, 2, 2);
        (double least, double most) = InjectionDesign.UserContentBracket(Math.Max(2, traces.All[0].Spec.ImageModels[0].Users.ImagesPerCaption));
        IEnumerable<int> captions = Enumerable.Range(0, traces.All[0].Captions);
        yield return captions
            .Select(k => cast.Check.Between($"D over {late.First} to {late.Last}, both evolving, inside 1 − 1/U to 2U/(2U+1) (worst: '{traces.All[0].Spec.Vocabulary[k]}')", least - Margin, most + Margin, Captions(traces, late, c => c.Diversity, k)))
            .MaxBy(c => c.PValue)!;
        yield return captions
            .Select(k => cast.Check.Below($"F over {late.First} to {late.Last}, both evolving (worst: '{traces.All[0].Spec.Vocabulary[k]}')", 1 - least + Margin, Captions(traces, late, c => c.FidelityError, k)))
            .MaxBy(c => c.PValue)!;
    }

    private static double[] Captions(ArmTraces traces, Window window, Func<CaptionMetrics, double> measure, int k) =>
        traces.PerSeed(t => TraceMeasures.Over(window, g => measure(t.At(g)[k])));
}
