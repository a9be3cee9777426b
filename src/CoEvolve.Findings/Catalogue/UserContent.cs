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
    public override string Theorem => "F* = E[1/n̄] / (1 − E[n(n−1)/n̄²]), D* = 1 − F*";

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

    // Frozen text: theory is exact for each caption, and the mean over captions must be seen to be there.
    private static IEnumerable<Check> AtTheFixedPoint(Cast cast, ArmTraces traces)
    {
        (double Diversity, double FidelityError)[] points = [.. traces.All[0].Spec.InitialShares.Select(p => Stationarity.FixedPoint(traces, p))];
        return AtTheFixedPoint(cast, "D", traces, c => c.Diversity, [.. points.Select(p => p.Diversity)])
            .Concat(AtTheFixedPoint(cast, "F", traces, c => c.FidelityError, [.. points.Select(p => p.FidelityError)]));
    }

    private static IEnumerable<Check> AtTheFixedPoint(Cast cast, string name, ArmTraces traces, Func<CaptionMetrics, double> measure, double[] predicted)
    {
        Window late = Late(traces);
        string when = $"{name} over {late.First} to {late.Last}, text frozen";
        yield return cast.Check.AllEqual(
            $"{when}, from {name}*",
            [.. predicted.Select((value, k) => ($"'{traces.All[0].Spec.Vocabulary[k]}'", value, traces.PerEcosystem(t => Mean(t, late, measure, k))))]);
        double[] means = traces.PerSeed(t => Enumerable.Range(0, predicted.Length).Average(k => Mean(t, late, measure, k)));
        yield return cast.Check.Within($"{when}, mean, from {name}*", Margin, [.. means.Select(_ => predicted.Average())], means, headline: name == "D");
    }

    // Both evolve: bounds for each caption that must not be refuted, and the mean over captions must be seen inside.
    private static IEnumerable<Check> InsideTheBracket(Cast cast, ArmTraces traces)
    {
        Window late = Late(traces);
        (double least, double most) = InjectionDesign.UserContentBracket(Math.Max(2, traces.All[0].Spec.ImageModels[0].Users.ImagesPerCaption));
        string when = $"over {late.First} to {late.Last}, both evolving";
        (string, double[])[] captions = [.. Enumerable.Range(0, traces.All[0].Captions)
            .Select(k => ($"'{traces.All[0].Spec.Vocabulary[k]}'", traces.PerSeed(t => Mean(t, late, c => c.Diversity, k))))];
        yield return cast.Check.AllAtLeast($"D {when}, from 1 − 1/U − {Margin}", least - Margin, captions);
        yield return cast.Check.AllAtMost($"D {when}, from 2U/(2U+1) + {Margin}", most + Margin, captions);
        yield return cast.Check.Between(
            $"D {when}, mean over captions, inside 1 − 1/U to 2U/(2U+1)", least - Margin, most + Margin, traces.PerSeed(t => TraceMeasures.Over(late, g => t.Mean(g, c => c.Diversity))));
        yield return cast.Check.Below(
            $"F {when}, mean over captions, against 1/U", 1 - least + Margin, traces.PerSeed(t => TraceMeasures.Over(late, g => t.Mean(g, c => c.FidelityError))));
    }

    private static Window Late(ArmTraces traces) => new((traces.Generations / 3) + 1, traces.Generations);

    private static double Mean(EcosystemTrace trace, Window window, Func<CaptionMetrics, double> measure, int k) =>
        TraceMeasures.Over(window, g => measure(trace.At(g)[k]));
}
