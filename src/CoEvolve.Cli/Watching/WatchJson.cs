using System.Text.Encodings.Web;
using System.Text.Json;
using CoEvolve.Engines;
using CoEvolve.Store;

namespace CoEvolve.Cli;

/// <summary>
/// What `coevolve list` and `coevolve show` print for programs. Names are those of the tables and views; docs/results.md
/// describes them. Names may be added, and none is changed or left out.
/// </summary>
internal static class WatchJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    public static object Of(IReadOnlyList<ExperimentOverview> experiments, int more) => new { Experiments = experiments.Select(Of), More = more };

    public static object Of(EcosystemList list) => new { ExperimentId = list.Experiment, Ecosystems = list.Entries.Select(Of), list.More };

    public static object Of(ExperimentDetails experiment, IReadOnlyList<NodeAtWork> nodes, IReadOnlyList<SuspectEcosystem> suspects) => new
    {
        Experiment = Of(experiment.Overview),
        experiment.Seed,
        experiment.Processor,
        experiment.Generations,
        experiment.Points,
        experiment.Replicates,
        Swept = experiment.SweptKeys,
        Models = experiment.Models.Select(model => new { model.Name, Kind = model.Kind.ToString().ToLowerInvariant() }),
        experiment.Captions,
        Datasets = experiment.Datasets.Select(dataset => new { dataset.Name, dataset.Sha256, dataset.Bytes }),
        Nodes = nodes.Select(node => new { node.Name, Since = node.Since.UtcDateTime, node.Ecosystems }),
        Suspects = suspects.Select(suspect => new { EcosystemId = suspect.Id, suspect.Node, suspect.LoneDeaths }),
        experiment.Scenario,
    };

    public static object Of(EcosystemDetails ecosystem) => new
    {
        ExperimentId = ecosystem.Experiment,
        Ecosystem = Of(ecosystem.Entry),
        ecosystem.Generations,
        ecosystem.TextCollapse,
        ecosystem.ImageCollapse,
        TextMetric = ecosystem.Texts.Select(text => new
        {
            text.Generation,
            text.Model,
            text.Metrics.GiniSimpson,
            text.Metrics.Entropy,
            text.Metrics.EffectiveCaptions,
            text.Metrics.CaptionsAlive,
            text.Metrics.TotalVariation,
            text.Metrics.ReaderResolution,
        }),
        ImageMetric = ecosystem.Images.Select(image => new
        {
            image.Generation,
            image.Model,
            image.Metrics.Diversity,
            image.Metrics.FidelityError,
            image.Metrics.LogDet,
            image.Metrics.WithinVariance,
            image.Metrics.BetweenVariance,
            image.Metrics.FrechetDistance,
            image.Metrics.MatthewIndex,
        }),
        ecosystem.Snapshots,
        Commands = ecosystem.Commands.Select(command => new
        {
            command.Id,
            command.Kind,
            command.Arguments,
            SubmittedAt = command.SubmittedAt.UtcDateTime,
            command.AppliedGeneration,
        }),
    };

    public static void Write(object document, TextWriter output) => output.WriteLine(JsonSerializer.Serialize(document, Options));

    private static object Of(ExperimentOverview experiment) => new
    {
        experiment.Id,
        experiment.Name,
        experiment.Version,
        StartedAt = experiment.StartedAt.UtcDateTime,
        FinishedAt = experiment.FinishedAt?.UtcDateTime,
        experiment.Ecosystems,
        Statuses = Enum.GetValues<EcosystemStatus>().ToDictionary(StatusWords.Of, status => experiment.Statuses.GetValueOrDefault(status)),
        experiment.GenerationsDone,
        experiment.GenerationsInAll,
    };

    private static object Of(EcosystemEntry ecosystem)
    {
        using JsonDocument point = JsonDocument.Parse(ecosystem.Point);
        return new
        {
            ecosystem.Id,
            ecosystem.PointNumber,
            Point = point.RootElement.Clone(),
            ecosystem.Replicate,
            Status = StatusWords.Of(ecosystem.Status),
            ecosystem.Generation,
            ecosystem.Error,
        };
    }
}
