using CoEvolve.Actors;
using CoEvolve.Scenarios;

namespace CoEvolve.Findings.Tests;

/// <summary>Small scenarios, and what their replicates record.</summary>
internal static class Small
{
    /// <summary>Three captions in the plane, unequal and overlapping, read softly; settings are changed as by --set.</summary>
    public static EcosystemSpec Spec(params string[] sets) => ScenarioFile.Read(
        """
        seed: 7100
        generations: 6
        vocabulary: { captions: [cat, dog, fish], prior: zipf }
        imageSpace: { means: [[1, 0], [-0.5, 0.9], [-0.5, -0.9]] }
        textModel: { captionsPerGeneration: 25 }
        """,
        "small.yaml",
        new DirectoryInputFiles(""),
        sets).Points[0].Spec;

    public static Prediction[] Predictions(EcosystemSpec spec) => [.. new ScenarioTheory(spec).Predict()];

    /// <summary>The one prediction of this quantity.</summary>
    public static Prediction Only(EcosystemSpec spec, int generation, string quantity, string? caption = null) =>
        Predictions(spec).Single(p => p.Generation == generation && p.Quantity == quantity && p.Caption == caption);

    public static Course[] Run(EcosystemSpec spec, int replicates) => [.. Enumerable.Range(1, replicates).Select(r => Course.Of(spec, r))];
}
