using CoEvolve.Charts;
using CoEvolve.Core;
using CoEvolve.Findings;

namespace CoEvolve.Report;

/// <summary>C6: with user content images settle at the fixed point under frozen text, and inside the bracket when both evolve.</summary>
internal static class UserContentFigures
{
    private static readonly PredictionKind[] Kinds = [PredictionKind.Exact, PredictionKind.Approximate];

    public static IEnumerable<FigureRow?> Of(ReproducedArms arms)
    {
        yield return arms.Row(FindingFigures.Both, [ArmCatalogue.UsersFrozenText], FrozenText);
        yield return arms.Row(FindingFigures.Both, [ArmCatalogue.Users], BothEvolve);
    }

    private static Figure FrozenText(Setting setting, IReadOnlyList<GroupData> arms)
    {
        GroupData arm = arms[0];
        return Draw.Lines(
            FindingFigures.Id("c6", setting, "frozen"),
            "User content holds images at the fixed point",
            FindingFigures.Subtitle(setting) + "; text frozen",
            "Solid: mean over captions with its 99% interval over seeds. Dashed: the exact recursion, which settles at D* and F*.",
            Draw.Share("relative to the initial variance"),
            [
                Draw.Measured("diversity D", arm.OverCaptions(arm.Image, c => c.Diversity.Mean), 0),
                Draw.Measured("fidelity error F", arm.OverCaptions(arm.Image, c => c.FidelityError.Mean), 1),
                Draw.Predicted(Expected.OverCaptions(arm.Spec, "diversity", Kinds)),
                Draw.Predicted(Expected.OverCaptions(arm.Spec, "fidelity_error", Kinds)),
            ]);
    }

    private static Figure BothEvolve(Setting setting, IReadOnlyList<GroupData> arms)
    {
        GroupData arm = arms[0];
        int users = arm.Spec!.ImageModels[0].Users.ImagesPerCaption;
        (double least, double most) = InjectionDesign.UserContentBracket(Math.Max(2, users));
        double[] ends = [0, arm.Spec.Generations];
        return Draw.Lines(
            FindingFigures.Id("c6", setting, "both"),
            "And inside the bracket when the text evolves too",
            FindingFigures.Subtitle(setting) + "; both evolving",
            "Solid: mean over captions with its 99% interval over seeds. Shaded: 1 − 1/U to 2U/(2U+1) for D, and what is left of 1 for F, where theory has both in the long run.",
            Draw.Share("relative to the initial variance"),
            [
                Bracket(least, most, 0),
                Bracket(1 - most, 1 - least, 1),
                Draw.Measured("diversity D", arm.OverCaptions(arm.Image, c => c.Diversity.Mean), 0),
                Draw.Measured("fidelity error F", arm.OverCaptions(arm.Image, c => c.FidelityError.Mean), 1),
            ]);

        LineSeries Bracket(double low, double high, int colour) => new("predicted bracket", ends, [(low + high) / 2, (low + high) / 2])
        {
            Colour = colour,
            ShowLine = false,
            ShowInLegend = false,
            Band = new Band([low, low], [high, high], colour == 0 ? "predicted bracket" : null),
        };
    }
}
