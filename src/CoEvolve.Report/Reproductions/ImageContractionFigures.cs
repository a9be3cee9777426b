using CoEvolve.Actors;
using CoEvolve.Charts;
using CoEvolve.Findings;

namespace CoEvolve.Report;

/// <summary>C2: ln det Σ of each caption at the exact rate; diversity that turns into fidelity error.</summary>
internal static class ImageContractionFigures
{
    // With fewer ecosystems that kept the full rank, their mean says little.
    private const double LeastPart = 0.25;

    private static readonly double LogOfTen = Math.Log(10);

    public static IEnumerable<FigureRow?> Of(ReproducedArms arms)
    {
        yield return arms.Row(FindingFigures.Both, [ArmCatalogue.FrozenText], Determinants);
        yield return arms.Row(FindingFigures.Both, [ArmCatalogue.FrozenText], DiversityAndFidelity);
    }

    private static Figure Determinants(Setting setting, IReadOnlyList<GroupData> arms)
    {
        GroupData arm = arms[0];
        EcosystemSpec spec = arm.Spec!;
        var series = new List<LineSeries>();
        var predictions = new List<LineSeries>();
        for (int k = 0; k < spec.Captions; k++)
        {
            Course measured = arm.LogDeterminant(arm.Image, k, LeastPart);
            if (measured.IsEmpty)
                continue;
            series.Add(Draw.Measured(spec.Vocabulary[k], measured, k));
            Course predicted = Expected.Of(spec, "log_det", [PredictionKind.Exact], spec.Vocabulary[k]).Times(1 / LogOfTen);
            predictions.Add(Draw.Predicted(predicted.Until(measured.Generations[^1])));
        }

        return Draw.Lines(
            FindingFigures.Id("c2", setting, "determinant"),
            "The volume of each caption's images",
            FindingFigures.Subtitle(setting),
            $"Solid: mean of log₁₀ det Σ with its 99% interval, where a quarter of the ecosystems or more keep the full rank. Dashed: the exact rate, from digamma functions. A straight line is exponential contraction; rare captions contract fastest.",
            Draw.Powers("det Σ (geometric mean)"),
            [.. series, .. predictions]);
    }

    private static Figure DiversityAndFidelity(Setting setting, IReadOnlyList<GroupData> arms)
    {
        GroupData arm = arms[0];
        return Draw.Lines(
            FindingFigures.Id("c2", setting, "fidelity"),
            "What diversity loses, fidelity error gains",
            FindingFigures.Subtitle(setting),
            $"Solid: {arm.Basis}, captions weighted by share. Dashed: Σ p rᵗ and Σ p (1 − rᵗ), which add up to 1. Late means are carried by a few lucky ecosystems, so their intervals widen.",
            Draw.Share("relative to the initial variance"),
            [
                Draw.Measured("diversity D", arm.ImageDiversity(arm.Image), 0),
                Draw.Measured("fidelity error F", arm.FidelityError(arm.Image), 1),
                Draw.Predicted(Expected.Of(arm.Spec, "diversity", [PredictionKind.Exact])),
                Draw.Predicted(Expected.Of(arm.Spec, "fidelity_error", [PredictionKind.Exact])),
            ]);
    }
}
