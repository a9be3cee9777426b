using CoEvolve.Core;

namespace CoEvolve.Findings;

/// <summary>Checks of ecosystems that have settled.</summary>
internal static class Stationarity
{
    /// <summary>κ = ‖c‖² of the arm's corpus.</summary>
    public static double Kappa(ArmTraces traces) => traces.All[0].Spec.TextModels[0].Corpus.Distribution.Sum(c => c * c);

    /// <summary>G over a window against the stationary form at the resolution that was measured over the same window, seed by seed.</summary>
    public static Check TextDiversity(Cast cast, ArmTraces traces, Window window, double margin)
    {
        var text = traces.All[0].Spec.TextModels[0];
        double kappa = Kappa(traces);
        double[] predicted = traces.OfSeeds(all => TextTheory.StationaryDiversity(
            kappa, text.CaptionsPerGeneration, text.Corpus.CaptionsPerGeneration, text.LearningRate, Math.Clamp(TraceMeasures.Resolution(all, window), 0, 1)));
        double[] measured = traces.OfSeeds(all => all.Average(t => TraceMeasures.Over(window, g => t.TextDiversity[g])));
        return cast.Check.Within($"G over {window.First} to {window.Last}, stationary form at its ρ̄", margin, predicted, measured, headline: true);
    }

    /// <summary>A quantity stays where it was: the mean over one window against that over an earlier one.</summary>
    public static Check Level(Cast cast, string name, ArmTraces traces, Window before, Window after, double margin, Func<EcosystemTrace, int, double> measure)
    {
        double[] then = traces.PerSeed(t => TraceMeasures.Over(before, g => measure(t, g)));
        double[] now = traces.PerSeed(t => TraceMeasures.Over(after, g => measure(t, g)));
        return cast.Check.Within($"{name} over {after.First} to {after.Last}, against {before.First} to {before.Last}", margin, then, now);
    }

    /// <summary>What user content sustains for a caption whose share is fixed.</summary>
    public static (double Diversity, double FidelityError) FixedPoint(ArmTraces traces, double share)
    {
        var spec = traces.All[0].Spec;
        var image = spec.ImageModels[0];
        var counts = new BinomialLaw(spec.TextModels[0].CaptionsPerGeneration, share);
        return ImageStep.Of(counts, Math.Max(1, image.Users.ImagesPerCaption), image.LearningRate, image.Covariance).FixedPoint();
    }
}
