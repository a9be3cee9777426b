using CoEvolve.Actors;
using CoEvolve.Charts;
using CoEvolve.Core;
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
            yield return arms.Row([setting], [ArmCatalogue.BothEvolve], (s, found) => Ellipses(s, found[0], "alone", "Nothing injected: images contract to points"));
            yield return arms.Row([setting], [ArmCatalogue.CorpusAndUsers], (s, found) => Ellipses(s, found[0], "injected", "Corpus and user content: images keep their places and widths"));
        }
    }

    private static Figure? Ellipses(Setting setting, GroupData arm, string id, string title) => EllipseFigure.Of(
        arm,
        FindingFigures.Id("c7", setting, "ellipses-" + id),
        title,
        FindingFigures.Subtitle(setting),
        "The first ecosystem, as it came: for each caption one and two standard deviations of its images; pale where the text has given the caption up.");

    private static Figure Levels(Setting setting, IReadOnlyList<GroupData> arms)
    {
        GroupData arm = arms[0];
        var references = new List<ReferenceLine>();
        if (CorpusFigures.Stationary(arm) is double text)
            references.Add(Draw.Level(text, null));
        (double diversity, double fidelityError) = FixedPoint(arm.Spec!);
        references.Add(Draw.Level(diversity, null));
        references.Add(Draw.Level(fidelityError, null));
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

    // Weighted by the corpus, towards which the text is drawn.
    private static (double Diversity, double FidelityError) FixedPoint(EcosystemSpec spec)
    {
        ImageModelSpec image = spec.ImageModels[0];
        double diversity = 0, fidelityError = 0;
        foreach (double share in spec.TextModels[0].Corpus.Distribution)
        {
            var counts = new BinomialLaw(spec.TextModels[0].CaptionsPerGeneration, share);
            (double d, double f) = ImageStep.Of(counts, image.Users.ImagesPerCaption, image.LearningRate, image.Covariance).FixedPoint();
            diversity += share * d;
            fidelityError += share * f;
        }

        return (diversity, fidelityError);
    }
}
