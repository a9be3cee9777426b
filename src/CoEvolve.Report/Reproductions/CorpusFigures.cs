using CoEvolve.Actors;
using CoEvolve.Charts;
using CoEvolve.Core;
using CoEvolve.Findings;

namespace CoEvolve.Report;

/// <summary>C5: with a corpus the text settles where the stationary form says, while images go on falling.</summary>
internal static class CorpusFigures
{
    public static IEnumerable<FigureRow?> Of(ReproducedArms arms)
    {
        yield return arms.Row(FindingFigures.Both, [ArmCatalogue.Corpus], Text);
        yield return arms.Row(FindingFigures.Both, [ArmCatalogue.Corpus], Images);
    }

    /// <summary>The stationary G at the resolution that was measured in the last fifth of a run.</summary>
    public static double? Stationary(GroupData arm)
    {
        EcosystemSpec spec = arm.Spec!;
        TextModelSpec text = spec.TextModels[0];
        Course resolution = arm.PooledResolution(arm.Text), diversity = arm.TextDiversity(arm.Text);
        double weighted = 0, weight = 0;
        for (int i = 0; i < resolution.Generations.Count; i++)
        {
            if (resolution.Generations[i] < spec.Generations * 4 / 5)
                continue;
            double g = diversity.MeanAt(resolution.Generations[i]);
            weighted += g * resolution.Values[i].Mean;
            weight += g;
        }

        double[] corpus = text.Corpus.Distribution;
        return weight > 0
            ? TextTheory.StationaryDiversity(TextMoments.Of(corpus, corpus).S, text.CaptionsPerGeneration, text.Corpus.CaptionsPerGeneration, text.LearningRate, Math.Clamp(weighted / weight, 0, 1))
            : null;
    }

    private static Figure Text(Setting setting, IReadOnlyList<GroupData> arms)
    {
        GroupData arm = arms[0];
        return Draw.Lines(
            FindingFigures.Id("c5", setting, "text"),
            "With a corpus, text diversity settles",
            FindingFigures.Subtitle(setting),
            $"Solid: {arm.Basis}. Dashed: predicted from the reader's measured resolution; thin: the stationary value that follows from it.",
            Draw.Share("Gini–Simpson diversity G"),
            [
                Draw.Measured("measured", arm.TextDiversity(arm.Text), 0),
                Draw.Predicted(Expected.TextDiversity(arm.Spec, arm.PooledResolution(arm.Text))),
            ],
            Stationary(arm) is double value ? [new ReferenceLine(ReferenceDirection.Horizontal, value, "stationary")] : [],
            legend: LegendPlacement.Top);
    }

    private static Figure Images(Setting setting, IReadOnlyList<GroupData> arms) => Draw.Lines(
        FindingFigures.Id("c5", setting, "images"),
        "Images still collapse",
        FindingFigures.Subtitle(setting),
        "Solid: mean over captions of log₁₀ D with its 99% interval over seeds. A straight line down is exponential contraction that no corpus stops.",
        Draw.Powers("image diversity D (geometric mean over captions)"),
        [Draw.Measured("measured", arms[0].LogDiversity(arms[0].Image), 0)],
        legend: LegendPlacement.None);
}
