using CoEvolve.Findings;

namespace CoEvolve.Report;

/// <summary>C3: both models evolving against either frozen, and the reader's resolution, by which one drives the other.</summary>
internal static class MutualReinforcementFigures
{
    private const string Both = "both evolve";

    public static IEnumerable<FigureRow?> Of(ReproducedArms arms)
    {
        yield return arms.Row(FindingFigures.Both, [ArmCatalogue.BothEvolve, ArmCatalogue.FrozenImages], Text);
        yield return arms.Row(FindingFigures.Both, [ArmCatalogue.BothEvolve, ArmCatalogue.FrozenImages], Resolution);
        yield return arms.Row(FindingFigures.Both, [ArmCatalogue.BothEvolve, ArmCatalogue.FrozenText], Images);
    }

    private static Figure Text(Setting setting, IReadOnlyList<GroupData> arms) => Draw.Lines(
        FindingFigures.Id("c3", setting, "text"),
        "Text diversity falls faster beside images that evolve",
        FindingFigures.Subtitle(setting),
        $"Solid: {arms[0].Basis}. Dashed: predicted from the reader's measured resolution.",
        Draw.Share("Gini–Simpson diversity G"),
        [
            Draw.Measured(Both, arms[0].TextDiversity(arms[0].Text), 0),
            Draw.Measured("frozen images", arms[1].TextDiversity(arms[1].Text), 1),
            .. arms.Select(a => Draw.Predicted(Expected.TextDiversity(a.Spec, a.PooledResolution(a.Text)))),
        ]);

    private static Figure Resolution(Setting setting, IReadOnlyList<GroupData> arms) => Draw.Lines(
        FindingFigures.Id("c3", setting, "resolution"),
        "Because contracting images are easier to tell apart",
        FindingFigures.Subtitle(setting),
        "Solid: the reader's resolution ρ̄ with its 99% interval over seeds. In each step the text loses the part ρ/N of its diversity.",
        Draw.AroundZero("reader resolution ρ̄"),
        [
            Draw.Measured(Both, arms[0].ReaderResolution(arms[0].Text), 0),
            Draw.Measured("frozen images", arms[1].ReaderResolution(arms[1].Text), 1),
        ],
        x: arms[0].Generations);

    private static Figure Images(Setting setting, IReadOnlyList<GroupData> arms) => Draw.Lines(
        FindingFigures.Id("c3", setting, "images"),
        "And images contract faster beside a text that evolves",
        FindingFigures.Subtitle(setting),
        "Solid: mean over captions of log₁₀ D with its 99% interval over seeds. A caption that the text writes less often loses its images' diversity sooner; one that it writes no more keeps what is left, which bends the curve late.",
        Draw.Powers("image diversity D (geometric mean over captions)"),
        [
            Draw.Measured(Both, arms[0].LogDiversity(arms[0].Image), 0),
            Draw.Measured("frozen text", arms[1].LogDiversity(arms[1].Image), 1),
        ]);
}
