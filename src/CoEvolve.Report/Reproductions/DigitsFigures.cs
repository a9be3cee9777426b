using CoEvolve.Findings;

namespace CoEvolve.Report;

/// <summary>The digits: pictures without and with injection, and how diverse text and images stay.</summary>
internal static class DigitsFigures
{
    public static IEnumerable<FigureRow?> Of(ReproducedArms arms)
    {
        Setting[] settings = [Setting.Digits];
        yield return SideBySide(
            arms.Row(settings, [ArmCatalogue.DigitsAlone], (_, found) => Pictures(found[0], "alone", "Left alone")),
            arms.Row(settings, [ArmCatalogue.DigitsInjected], (_, found) => Pictures(found[0], "injected", "With real words and real images")));
        yield return SideBySide(
            arms.Row(settings, [ArmCatalogue.DigitsAlone, ArmCatalogue.DigitsInjected], Text),
            arms.Row(settings, [ArmCatalogue.DigitsAlone, ArmCatalogue.DigitsInjected], Images));
    }

    private static FigureRow? SideBySide(FigureRow? left, FigureRow? right) => FigureRow.Of([.. left?.Figures ?? [], .. right?.Figures ?? []]);

    private static Figure? Pictures(GroupData arm, string id, string title) => PicturesFigure.Of(
        arm,
        FindingFigures.Id("digits", Setting.Digits, "pictures-" + id),
        title,
        null,
        "Two pictures of each digit that the image model of the first ecosystem makes, from the same random numbers in every column and on both sides.");

    private static Figure Text(Setting setting, IReadOnlyList<GroupData> arms) => Draw.Lines(
        FindingFigures.Id("digits", setting, "text"),
        "Text diversity",
        null,
        $"Solid: {arms[0].Basis}. Dashed: predicted from the reader's measured resolution.",
        Draw.Share("Gini–Simpson diversity G"),
        [
            .. arms.Select((a, i) => Draw.Measured(Name(i), a.TextDiversity(a.Text), i)),
            .. arms.Select(a => Draw.Predicted(Expected.TextDiversity(a.Spec, a.PooledResolution(a.Text)))),
        ]);

    private static Figure Images(Setting setting, IReadOnlyList<GroupData> arms) => Draw.Lines(
        FindingFigures.Id("digits", setting, "images"),
        "Image diversity",
        null,
        $"Solid: {arms[0].Basis}; captions weighted by share.",
        Draw.Share("image diversity D"),
        [.. arms.Select((a, i) => Draw.Measured(Name(i), a.ImageDiversity(a.Image), i))]);

    private static string Name(int arm) => arm == 0 ? "left alone" : "real ones mixed in";
}
