namespace CoEvolve.Cluster.Tests;

/// <summary>
/// The experiment that chaos rounds compute. For every replicate it has thirty ecosystems of a quarter of a second, on a core of
/// 2025, and one of eight seconds in the middle of them. One of its inputs is a file; every kind of row is recorded.
/// </summary>
internal static class ChaosScenario
{
    private const int Points = 31;

    /// <summary>How many ecosystems it has.</summary>
    public static int Ecosystems(int replicates) => Points * replicates;

    /// <summary>Writes it into a folder, with the file that it reads.</summary>
    /// <returns>The scenario file.</returns>
    public static string Write(ProcessFolder folder, int replicates)
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "number-words.csv"), folder.File("number-words.csv"), overwrite: true);
        string file = folder.File("chaos.yaml");
        File.WriteAllText(file, $$"""
            name: chaos
            seed: 6
            replicates: {{replicates}}
            vocabulary: { captions: [zero, one, two, three, four, five, six, seven, eight, nine], prior: number-words.csv }
            imageSpace: { dimension: 16, separation: 1.5 }
            textModel: { captionsPerGeneration: 40000, perceptionNoise: 0.1 }
            corpus: { captionsPerGeneration: 20, source: number-words.csv }
            userContent: { imagesPerCaption: 5, source: initial }
            record: { every: 5, captions: true, snapshots: [0, 40] }
            sweep:
              generations: [{{string.Join(", ", Enumerable.Range(60, 15))}}, 2000, {{string.Join(", ", Enumerable.Range(75, 15))}}]

            """);
        return file;
    }
}
