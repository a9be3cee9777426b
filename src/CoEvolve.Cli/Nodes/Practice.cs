using CoEvolve.Engines;
using CoEvolve.Scenarios;

namespace CoEvolve.Cli;

/// <summary>
/// What a node computes before its first claim: a small ecosystem of no use. What a machine cannot do at all, it so finds out without
/// casting suspicion on anybody's work; and the code is compiled before there is something to lose. A tenth of a second.
/// </summary>
internal static class Practice
{
    private const string Scenario = """
        generations: 2
        vocabulary: { captions: 10, prior: zipf }
        imageSpace: { dimension: 3, separation: 1 }
        textModel: { captionsPerGeneration: 200, perceptionNoise: 0.1 }
        corpus: { captionsPerGeneration: 5, source: uniform }
        userContent: { imagesPerCaption: 2, source: initial }
        record: { snapshots: [0] }
        """;

    /// <summary>Runs it.</summary>
    /// <exception cref="StoreException">It failed: this machine or this build cannot compute.</exception>
    public static void Run(IEngine engine)
    {
        ResolvedExperiment experiment = ScenarioFile.Read(Scenario, "practice", new StoredInputFiles([]));
        using var store = new TransientRunStore(points: 1, replicates: 1);
        new SliceRunner(engine, store, _ => experiment.Points[0].Spec, new SliceOptions { Parallel = 1 }).Run(CancellationToken.None);
        if (store.Failures.Count > 0)
            throw new StoreException($"A node cannot compute here: a small ecosystem of its own failed. {store.Failures[1]}");
    }
}
