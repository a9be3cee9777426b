using CoEvolve.Actors;
using CoEvolve.Core;
using CoEvolve.Reference;
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

    /// <summary>The same with commands.</summary>
    public static EcosystemSpec Steered(EcosystemSpec spec, params (int At, string Command)[] commands) =>
        Steered(spec, commands.Select(command => new ScheduledCommand(command.At, SteeringCommand.Parse(command.Command))));

    /// <summary>The same with commands.</summary>
    public static EcosystemSpec Steered(EcosystemSpec spec, IEnumerable<ScheduledCommand> commands) => new(
        spec.Seed, spec.Generations, spec.Vocabulary, spec.InitialShares, spec.InitialImages, spec.TextModels, spec.ImageModels, spec.Recording, commands);

    public static Prediction[] Predictions(EcosystemSpec spec) => [.. new ScenarioTheory(spec).Predict()];

    /// <summary>The one prediction of this quantity.</summary>
    public static Prediction Only(EcosystemSpec spec, int generation, string quantity, string? caption = null) =>
        Predictions(spec).Single(p => p.Generation == generation && p.Quantity == quantity && p.Caption == caption);

    public static Course[] Run(EcosystemSpec spec, int replicates) => [.. Enumerable.Range(1, replicates).Select(r => Course.Of(spec, r))];

    /// <summary>The same, with users who draw from a pool: images of N((2, 0), ¼I) for each caption.</summary>
    public static EcosystemSpec WithPool(EcosystemSpec spec, int images)
    {
        var random = new ReferenceRandom(7101);
        double[][] pool = [.. spec.Vocabulary.Select(_ => random.NextNormals(2 * images).Select((z, i) => (z / 2) + (i % 2 == 0 ? 2 : 0)).ToArray())];
        ImageModelSpec image = spec.ImageModels[0];
        var users = new UserContentSpec(image.Users.ImagesPerCaption, new UserImagePool(2, pool));
        return new EcosystemSpec(
            spec.Seed, spec.Generations, spec.Vocabulary, spec.InitialShares, spec.InitialImages, spec.TextModels,
            [new ImageModelSpec(image.Name, image.Covariance, image.LearningRate, image.Frozen, users)], spec.Recording);
    }
}
