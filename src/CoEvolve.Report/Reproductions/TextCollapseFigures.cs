using CoEvolve.Actors;
using CoEvolve.Findings;

namespace CoEvolve.Report;

/// <summary>C1: text diversity beside frozen images, and the shares of captions, which stay in the mean.</summary>
internal static class TextCollapseFigures
{
    public static IEnumerable<FigureRow?> Of(ReproducedArms arms)
    {
        yield return arms.Row(FindingFigures.Both, [ArmCatalogue.FrozenImages, ArmCatalogue.FrozenImagesSampled], Diversity);
        yield return arms.Row(FindingFigures.Both, [ArmCatalogue.FrozenImages], Shares);
    }

    private static Figure Diversity(Setting setting, IReadOnlyList<GroupData> arms)
    {
        GroupData soft = arms[0], sampled = arms[1];
        return Draw.Lines(
            FindingFigures.Id("c1", setting, "diversity"),
            "Text diversity beside frozen images",
            FindingFigures.Subtitle(setting),
            $"Solid: {soft.Basis}. Dashed: predicted, for the soft reader from its measured resolution, for the sampled one G₀(1 − 1/N)ᵗ.",
            Draw.Share("Gini–Simpson diversity G"),
            [
                Draw.Measured("soft reader", soft.TextDiversity(soft.Text), 0),
                Draw.Measured("sampled reader", sampled.TextDiversity(sampled.Text), 1),
                Draw.Predicted(Expected.TextDiversity(soft.Spec, soft.PooledResolution(soft.Text))),
                Draw.Predicted(Expected.Of(sampled.Spec, "gini_simpson", [PredictionKind.Exact])),
            ]);
    }

    private static Figure Shares(Setting setting, IReadOnlyList<GroupData> arms)
    {
        GroupData soft = arms[0];
        EcosystemSpec spec = soft.Spec!;
        return Draw.Lines(
            FindingFigures.Id("c1", setting, "shares"),
            "Captions' shares stay in the mean",
            FindingFigures.Subtitle(setting),
            "Solid: mean share of each caption, soft reader, with its 99% interval. Dashed: p₀. Diversity is lost because ecosystems part, not because any caption is favoured.",
            Draw.Share("share") with { Percent = true },
            [.. Enumerable.Range(0, spec.Captions).Select(k => Draw.Measured(spec.Vocabulary[k], soft.OfCaption(soft.Image, k, c => c.Share), k))],
            [.. spec.InitialShares.Distinct().Select(p => Draw.Level(p, null))]);
    }
}
