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

    /// <summary>The rows of one generation: one of each model, three captions.</summary>
    public static void AddGeneration(SliceRows rows, long ecosystem, int generation)
    {
        double x = ecosystem + generation / 1000.0;
        rows.Texts.Add(new TextMetricRow(generation, Text, new TextMetrics(x, 2 * x, 3 * x, generation, 4 * x, generation % 2 == 0 ? null : -x)));
        rows.Images.Add(new ImageMetricRow(generation, Image, new ImageMetrics(x, 2 * x, null, 3 * x, 4 * x, 5 * x, generation % 2 == 0 ? null : 0.5)));
        for (int caption = 0; caption < 3; caption++)
            rows.Captions.Add(new CaptionMetricRow(generation, Image, caption, new CaptionMetrics(x + caption, 2 * x, caption == 0 ? null : -x, 3 * x)));
    }

    /// <summary>The slice from where <paramref name="ecosystem"/> stands to <paramref name="to"/>; the last of <paramref name="last"/> generations finishes it.</summary>
    public static SliceCommit Slice(ClaimedEcosystem ecosystem, int to, int last)
    {
        var rows = new SliceRows();
        bool finished = to == last;
        for (int generation = ecosystem.Generation; generation < to + (finished ? 1 : 0); generation++)
            AddGeneration(rows, ecosystem.Id, generation);
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
    public static void Run(IRunStore store, int generations, int step)
    {
        while (store.Claim(1) is [var ecosystem])
            store.Commit(Slice(ecosystem, Math.Min(ecosystem.Generation + step, generations), generations));
    }
}
