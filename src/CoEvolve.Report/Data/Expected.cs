using CoEvolve.Actors;
using CoEvolve.Core;
using CoEvolve.Findings;

namespace CoEvolve.Report;

/// <summary>Predicted courses, finer than what was recorded.</summary>
internal static class Expected
{
    private const int MostSteps = 500;

    /// <summary>What <see cref="ScenarioTheory"/> says of a measure; empty where it says nothing of this kind.</summary>
    /// <param name="spec">The ecosystem; more than one model of a kind has no predictions.</param>
    /// <param name="quantity">As in <see cref="Prediction.Quantity"/>.</param>
    /// <param name="kinds">Which statements count.</param>
    /// <param name="caption">The word, or null for the model as a whole.</param>
    public static Course Of(EcosystemSpec? spec, string quantity, IReadOnlyList<PredictionKind> kinds, string? caption = null)
    {
        Prediction[] found = [.. Predictions(spec).Where(p => p.Generation != Prediction.LongRun && p.Quantity == quantity && p.Caption == caption && kinds.Contains(p.Kind))];
        return new Course([.. found.Select(p => p.Generation)], [.. found.Select(p => Estimate.Alone(p.Predicted))]);
    }

    /// <summary>Whether a measure's exact course goes as far as anything is known of it: commands may end it before its bounds.</summary>
    public static bool IsExact(EcosystemSpec? spec, Course exact, string quantity) =>
        exact.Generations.Count > 1 && Of(spec, quantity, [PredictionKind.LowerBound]).IsEmpty;

    /// <summary>What is said of a measure at the last generation; null where nothing of this kind is known.</summary>
    public static double? AtTheEnd(EcosystemSpec? spec, string quantity, IReadOnlyList<PredictionKind> kinds) => Predictions(spec, every: 0)
        .Where(p => p.Generation == spec!.Generations && p.Quantity == quantity && p.Caption is null && kinds.Contains(p.Kind))
        .Select(p => (double?)p.Predicted)
        .FirstOrDefault();

    /// <summary>What a measure comes to in the long run; null where nothing of this kind is known.</summary>
    public static double? InTheLongRun(EcosystemSpec? spec, string quantity, PredictionKind kind, string? caption = null) =>
        Predictions(spec).Where(p => p.Generation == Prediction.LongRun && p.Quantity == quantity && p.Caption == caption && p.Kind == kind).Select(p => (double?)p.Predicted).FirstOrDefault();

    /// <summary>The mean over captions of a measure that is known of each of them, equally weighted; ends where one is no more known.</summary>
    public static Course OverCaptions(EcosystemSpec? spec, string quantity, IReadOnlyList<PredictionKind> kinds)
    {
        (int Generation, double Mean)[] means =
        [
            .. Predictions(spec)
                .Where(p => p.Generation != Prediction.LongRun && p.Quantity == quantity && p.Caption is not null && kinds.Contains(p.Kind))
                .GroupBy(p => p.Generation)
                .Where(g => g.Count() == spec!.Captions)
                .Select(g => (g.Key, g.Average(p => p.Predicted))),
        ];
        return new Course([.. means.Select(m => m.Generation)], [.. means.Select(m => Estimate.Alone(m.Mean))]);
    }

    /// <summary>
    /// E[G] from the reader's measured resolution, step by step (docs/model.md, section 6, "Corpus"); between recorded
    /// generations the resolution is taken to change evenly. Empty without a resolution.
    /// </summary>
    public static Course TextDiversity(EcosystemSpec? spec, Course resolution)
    {
        if (spec is null || resolution.IsEmpty)
            return new Course([], []);
        IReadOnlyList<Regime> regimes = Regime.Of(spec);
        TextModelSpec text = regimes[0].Spec.TextModels[0];
        double[] corpus = text.Corpus.Distribution;
        double kappa = TextMoments.Of(corpus, corpus).S;
        TextMoments moments = TextMoments.Of(spec.InitialShares, corpus);
        var generations = new List<int>();
        var values = new List<Estimate>();
        int every = Every(spec);
        int last = ScenarioTheory.EndOf(spec);
        for (int t = 0, next = 1; t <= last; t++)
        {
            if (t % every == 0 || t == last)
            {
                generations.Add(t);
                values.Add(Estimate.Alone(1 - moments.S));
            }

            if (next < regimes.Count && regimes[next].From == t)
                text = regimes[next++].Spec.TextModels[0];
            if (text.Frozen)
                continue;
            moments = moments.Next(kappa, text.CaptionsPerGeneration, text.Corpus.CaptionsPerGeneration, text.LearningRate, Math.Clamp(resolution.MeanAt(t), 0, 1));
        }

        return new Course(generations, values);
    }

    private static IEnumerable<Prediction> Predictions(EcosystemSpec? spec, int? every = null) => spec is { TextModels.Length: 1, ImageModels.Length: 1 }
        ? new ScenarioTheory(spec.WithRecording(new RecordingSpec(every ?? Every(spec), captions: true, []))).Predict()
        : [];

    private static int Every(EcosystemSpec spec) => Math.Max(1, spec.Generations / MostSteps);
}
