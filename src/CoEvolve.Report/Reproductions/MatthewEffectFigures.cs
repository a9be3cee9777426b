using CoEvolve.Findings;

namespace CoEvolve.Report;

/// <summary>C4: image diversity by rank of the caption, the index over generations, and captions' shares in one ecosystem.</summary>
internal static class MatthewEffectFigures
{
    public static IEnumerable<FigureRow?> Of(ReproducedArms arms)
    {
        yield return arms.Row(FindingFigures.Both, [ArmCatalogue.BothEvolve], (s, found) => ByRank(s, found[0], "zipf", "from Zipf's law"));
        yield return arms.Row(FindingFigures.Both, [ArmCatalogue.UniformPrior], (s, found) => ByRank(s, found[0], "uniform", "from captions that are all as frequent"));
        yield return arms.Row(FindingFigures.Both, [ArmCatalogue.BothEvolve, ArmCatalogue.UniformPrior], Index);
        yield return arms.Row(FindingFigures.Both, [ArmCatalogue.UniformPrior], (s, found) => SharesFigure.Of(
            found[0],
            FindingFigures.Id("c4", s, "shares"),
            "How captions come to dominate",
            FindingFigures.Subtitle(s),
            "Captions' shares in the first ecosystem, as it came: from a uniform start, chance decides who becomes rich."));
    }

    private static Figure? ByRank(Setting setting, GroupData arm, string id, string start) => RanksFigure.Of(
        arm,
        FindingFigures.Id("c4", setting, "ranks-" + id),
        $"Image diversity by rank of the caption, {start}",
        FindingFigures.Subtitle(setting),
        $"Solid: the geometric mean over {Numbers.Count(arm.Ecosystems)} ecosystems for whichever caption is then the 1st, 2nd, … most frequent, with its 99% interval: the rich stay diverse longest. Captions that are written no more keep what they have left.");

    private static Figure Index(Setting setting, IReadOnlyList<GroupData> arms) => Draw.Lines(
        FindingFigures.Id("c4", setting, "index"),
        "The Matthew index",
        FindingFigures.Subtitle(setting),
        "Solid: rank correlation of a caption's share with its images' diversity, mean with its 99% interval over seeds. At 0 nobody is favoured.",
        Draw.AroundZero("Matthew index"),
        [
            Draw.Measured("Zipf prior", arms[0].MatthewIndex(arms[0].Image), 0),
            Draw.Measured("uniform prior", arms[1].MatthewIndex(arms[1].Image), 1),
        ],
        x: arms[0].Generations);
}
