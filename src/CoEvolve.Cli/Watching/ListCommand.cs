using System.CommandLine;
using System.Globalization;
using CoEvolve.Engines;
using CoEvolve.Store;

namespace CoEvolve.Cli;

/// <summary>`coevolve list`: the experiments of a store, or the ecosystems of one of them.</summary>
internal static class ListCommand
{
    private const int MostEcosystems = 50;

    /// <summary>The command as it is typed.</summary>
    public static Command Describe(Streams streams)
    {
        var options = new WatchOptions();
        var status = new Option<string?>("--status") { Description = $"Only ecosystems that are {string.Join(", ", StatusWords.All)}.", HelpName = "STATUS" };
        var limit = new Option<int?>("--limit") { Description = $"Lines at most. Default: all experiments, {MostEcosystems} ecosystems.", HelpName = "N" };
        var command = new Command("list", "Lists the experiments of a store, or with --experiment or --status the ecosystems of one.");
        options.AddTo(command);
        command.Options.Add(status);
        command.Options.Add(limit);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(limit) is < 1 and int least)
                throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"--limit is {least}; allowed is 1 or more. Correct it."));
            EcosystemStatus? only = parsed.GetValue(status) is { } word ? StatusWords.Parse("--status", word) : null;
            using ResultsReader results = options.Open(parsed);
            if (options.Experiment(parsed) is null && only is null)
                PrintExperiments(results.Overviews(), parsed.GetValue(limit) ?? int.MaxValue, options.Json(parsed), streams);
            else
                PrintEcosystems(results.Ecosystems(parsed.GetValue(limit) ?? MostEcosystems, only, options.Experiment(parsed)), options.Json(parsed), streams);
            return ExitCode.Done;
        });
        return command;
    }

    // Of many the newest: an older one is asked for by its number.
    private static void PrintExperiments(IReadOnlyList<ExperimentOverview> all, int most, bool json, Streams streams)
    {
        IReadOnlyList<ExperimentOverview> shown = [.. all.TakeLast(most)];
        int more = all.Count - shown.Count;
        if (json)
            WatchJson.Write(WatchJson.Of(shown, more), streams.Output);
        else
            ListTables.Write(shown, streams.Output);
        if (more > 0 && !json)
            streams.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"note: {more:N0} earlier {(more == 1 ? "experiment" : "experiments")}; a higher --limit shows more."));
    }

    private static void PrintEcosystems(EcosystemList list, bool json, Streams streams)
    {
        if (json)
            WatchJson.Write(WatchJson.Of(list), streams.Output);
        else
            ListTables.Write(list, streams.Output);
        if (list.More > 0 && !json)
            streams.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"note: {list.More:N0} more {(list.More == 1 ? "ecosystem" : "ecosystems")}; a higher --limit shows more."));
    }
}
