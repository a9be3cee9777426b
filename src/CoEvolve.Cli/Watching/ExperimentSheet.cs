using System.Globalization;
using CoEvolve.Store;

namespace CoEvolve.Cli;

/// <summary>What `coevolve show` prints of an experiment for people.</summary>
internal static class ExperimentSheet
{
    private const int MostCaptions = 8;
    private const int MostSuspects = 20;

    public static void Write(ExperimentDetails experiment, IReadOnlyList<NodeAtWork> nodes, IReadOnlyList<SuspectEcosystem> suspects, TextWriter output)
    {
        ExperimentOverview overview = experiment.Overview;
        var sheet = new Sheet(string.Create(CultureInfo.InvariantCulture, $"experiment {overview.Id}: {overview.Name}"));
        sheet.Add("ecosystems", string.Create(
            CultureInfo.InvariantCulture,
            $"{overview.Ecosystems:N0} ({experiment.Points:N0} {(experiment.Points == 1 ? "point" : "points")} × {experiment.Replicates:N0} {(experiment.Replicates == 1 ? "replicate" : "replicates")}): {StatusWords.Counts(overview.Statuses)}"));
        sheet.Add("generations", string.Create(
            CultureInfo.InvariantCulture,
            $"{Texts.Share(overview.GenerationsDone, overview.GenerationsInAll)} ({Percent(overview)}), {(experiment.SweptKeys.Contains("generations") ? "up to " : "")}{experiment.Generations:N0} each"));
        sheet.Add("started", Texts.Time(overview.StartedAt));
        sheet.Add("finished", overview.FinishedAt is { } end ? Texts.Time(end) : "not yet");
        sheet.Add("version", overview.Version);
        sheet.Add("processor", experiment.Processor);
        sheet.Add("seed", experiment.Seed.ToString(CultureInfo.InvariantCulture));
        sheet.Add("swept", experiment.SweptKeys.Count == 0 ? "nothing" : string.Join(", ", experiment.SweptKeys));
        sheet.Add("models", string.Join(", ", experiment.Models.Select(model => $"{model.Name} ({model.Kind.ToString().ToLowerInvariant()})")));
        sheet.Add("captions", Captions(experiment.Captions));
        foreach (DatasetEntry dataset in experiment.Datasets)
            sheet.Add("dataset", string.Create(CultureInfo.InvariantCulture, $"{dataset.Name}, {dataset.Bytes:N0} bytes, SHA-256 {dataset.Sha256}"));
        foreach (NodeAtWork node in nodes)
            sheet.Add("node", string.Create(CultureInfo.InvariantCulture, $"{node.Name}, at {node.Ecosystems:N0} {(node.Ecosystems == 1 ? "ecosystem" : "ecosystems")} since {Texts.Time(node.Since)}"));
        foreach (SuspectEcosystem suspect in suspects.Take(MostSuspects))
            sheet.Add("suspect", Describe(suspect));
        if (suspects.Count > MostSuspects)
            sheet.Add("suspect", string.Create(CultureInfo.InvariantCulture, $"{suspects.Count - MostSuspects:N0} more; --json has them all"));
        sheet.Write(output);
        output.WriteLine(Texts.Lines(experiment.Scenario).TrimEnd());
    }

    // Rounded down: 100% is said of what is done only.
    private static string Percent(ExperimentOverview overview) => overview.GenerationsInAll == 0
        ? "100%"
        : string.Create(CultureInfo.InvariantCulture, $"{100 * overview.GenerationsDone / overview.GenerationsInAll}%");

    private static string Captions(IReadOnlyList<string> captions) => string.Create(
        CultureInfo.InvariantCulture,
        $"{captions.Count:N0}: {string.Join(", ", captions.Take(MostCaptions))}{(captions.Count > MostCaptions ? ", …" : "")}");

    private static string Describe(SuspectEcosystem suspect) => string.Create(
        CultureInfo.InvariantCulture,
        $"ecosystem {suspect.Id}, in the hands of {suspect.Node ?? "a node"} when that died; {suspect.LoneDeaths} {(suspect.LoneDeaths == 1 ? "death" : "deaths")} alone");
}
