using CoEvolve.Actors;
using CoEvolve.Core;
using CoEvolve.Engines;

namespace CoEvolve.Store.Tests;

/// <summary>Small experiments and slices whose every number follows from ecosystem and generation.</summary>
internal static class Samples
{
    public const int Text = 0;
    public const int Image = 1;

    public static ExperimentDefinition Experiment(int points = 1, int replicates = 3, int generations = 10) => new(
        Name: "réference",
        Scenario: "name: réference\nseed: 1\n",
        Seed: 1,
        Version: "0.1.0",
        Processor: "a processor, 2 cores",
        StartedAt: new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(2)),
        Generations: generations,
        Points: points == 1 ? ["{}"] : [.. Enumerable.Range(0, points).Select(i => $$"""{"corpus.captionsPerGeneration":{{i}}}""")],
        Replicates: replicates,
        Models: [new ModelDefinition("text", ModelKind.Text), new ModelDefinition("image", ModelKind.Image)],
        Captions: ["chat", "chien", "naïve"],
        Datasets: [new Dataset("words.csv", [1, 2, 3]), new Dataset("empty.csv", [])]);

    /// <summary>An experiment of another shape: two text models and two image models in turn, five captions, other data.</summary>
    public static ExperimentDefinition Other(int points = 2, int replicates = 4, int generations = 6) => Experiment(points, replicates, generations) with
    {
        Name = "other",
        Seed = 2,
        Models =
        [
            new ModelDefinition("writer", ModelKind.Text), new ModelDefinition("painter", ModelKind.Image),
            new ModelDefinition("editor", ModelKind.Text), new ModelDefinition("camera", ModelKind.Image),
        ],
        Captions = ["eins", "zwei", "drei", "vier", "chat"],
        Datasets = [new Dataset("zahlen.csv", [4, 5])],
    };

    /// <summary>The rows of one generation: one of each model, and one of each caption for each image model.</summary>
    public static void AddGeneration(SliceRows rows, long ecosystem, int generation, ExperimentDefinition experiment)
    {
        for (int model = 0; model < experiment.Models.Count; model++)
        {
            double x = ecosystem + (generation / 1000.0) + (model / 2 * 100);
            if (experiment.Models[model].Kind == ModelKind.Text)
            {
                rows.Texts.Add(new TextMetricRow(generation, model, new TextMetrics(x, 2 * x, 3 * x, generation, 4 * x, generation % 2 == 0 ? null : -x)));
                continue;
            }

            rows.Images.Add(new ImageMetricRow(generation, model, new ImageMetrics(x, 2 * x, null, 3 * x, 4 * x, 5 * x, generation % 2 == 0 ? null : 0.5)));
            for (int caption = 0; caption < experiment.Captions.Count; caption++)
                rows.Captions.Add(new CaptionMetricRow(generation, model, caption, new CaptionMetrics(x + caption, 2 * x, caption == 0 ? null : -x, 3 * x)));
        }
    }

    /// <summary>
    /// The slice from where <paramref name="ecosystem"/> stands to <paramref name="to"/>; the last of <paramref name="last"/>
    /// generations finishes it. Its rows are of <paramref name="experiment"/>, or of <see cref="Experiment"/>.
    /// </summary>
    public static SliceCommit Slice(ClaimedEcosystem ecosystem, int to, int last, ExperimentDefinition? experiment = null)
    {
        experiment ??= Experiment();
        var rows = new SliceRows();
        bool finished = to == last;
        for (int generation = ecosystem.Generation; generation < to + (finished ? 1 : 0); generation++)
            AddGeneration(rows, ecosystem.Id, generation, experiment);
        for (int model = 0; finished && model < experiment.Models.Count; model++)
            rows.Snapshots.Add(new SnapshotRow(to, model, 1, [(byte)ecosystem.Id, (byte)model]));
        return new SliceCommit(
            ecosystem.Id,
            ecosystem.Generation,
            to,
            finished ? EcosystemStatus.Finished : EcosystemStatus.Running,
            null,
            finished ? null : Checkpoint(ecosystem.Id, to),
            finished ? new CollapseTimes((int)ecosystem.Id * 10, null) : default,
            rows);
    }

    /// <summary>A slice that ends with a failure.</summary>
    public static SliceCommit Failure(ClaimedEcosystem ecosystem, string error) => new(
        ecosystem.Id, ecosystem.Generation, ecosystem.Generation, EcosystemStatus.Failed, error, null, default, new SliceRows());

    public static byte[] Checkpoint(long ecosystem, int generation) => [(byte)ecosystem, (byte)(ecosystem >> 8), (byte)generation, (byte)(generation >> 8)];

    /// <summary>Advances everything to its end, in slices of <paramref name="step"/> generations.</summary>
    public static void Run(SqliteRunStore store, int generations, int step)
    {
        while (store.Claim(1) is [var ecosystem])
            store.Commit(Slice(ecosystem, Math.Min(ecosystem.Generation + step, generations), generations));
    }

    /// <summary>Advances all of a store's experiment to its end and closes it, in slices of <paramref name="step"/> generations.</summary>
    public static void Finish(SqliteRunStore store, int step)
    {
        ExperimentDefinition experiment = store.Experiment;
        while (store.Claim(1) is [var ecosystem])
            store.Commit(Slice(ecosystem, Math.Min(ecosystem.Generation + step, experiment.Generations), experiment.Generations, experiment));
        store.Flush();
    }
}
