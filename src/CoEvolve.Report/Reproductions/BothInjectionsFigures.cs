using CoEvolve.Charts;
using CoEvolve.Findings;

namespace CoEvolve.Report;

/// <summary>C7: both diversities and fidelity over the whole run at their predicted levels; the images with and without injections.</summary>
internal static class BothInjectionsFigures
{
    public static IEnumerable<FigureRow?> Of(ReproducedArms arms)
    {
        yield return arms.Row(FindingFigures.Both, [ArmCatalogue.CorpusAndUsers], Levels);
        foreach (Setting setting in FindingFigures.Both)
        {
            yield return Ellipses(arms, setting, 0, "alone", "Nothing injected: images contract to points");
            yield return Ellipses(arms, setting, 1, "injected", "Corpus and user content: images keep their places and widths");
        }
    }

    // Of two arms the generations that both have, so that they compare.
    private static FigureRow? Ellipses(ReproducedArms arms, Setting setting, int which, string id, string title) => arms.Row(
        [setting],
        [ArmCatalogue.BothEvolve, ArmCatalogue.CorpusAndUsers],
        (s, found) => EllipseFigure.Of(
            found[which],
            FindingFigures.Id("c7", s, "ellipses-" + id),
            title,
            FindingFigures.Subtitle(s),
            "The first ecosystem, as it came: for each caption one and two standard deviations of its images; pale where the text has given the caption up.",
            [.. found[0].SnapshotGenerations.Intersect(found[1].SnapshotGenerations)])) is { } row ? row with { Wide = true } : null;

    private static Figure Levels(Setting setting, IReadOnlyList<GroupData> arms)
    {
        GroupData arm = arms[0];
        var references = new List<ReferenceLine>();
        if (CorpusFigures.Stationary(arm) is double text)
            references.Add(Draw.Level(text, null));
        if (SustainedImages.Of(arm.Spec!) is { } images)
            references.AddRange([Draw.Level(images.Diversity, null), Draw.Level(images.FidelityError, null)]);
        return Draw.Lines(
            FindingFigures.Id("c7", setting, "levels"),
            "Both diversities and fidelity hold",
            FindingFigures.Subtitle(setting),
            $"Solid: {arm.Basis}; images weighted by share. Dashed: the stationary G at the measured resolution, and D* and F* of captions as frequent as in the corpus.",
            Draw.Share("G; D and F relative to the initial variance"),
            [
                Draw.Measured("image diversity D", arm.ImageDiversity(arm.Image), 0),
                Draw.Measured("text diversity G", arm.TextDiversity(arm.Text), 2),
                Draw.Measured("fidelity error F", arm.FidelityError(arm.Image), 1),
            ],
            references);
    }
}
