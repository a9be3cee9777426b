using System.CommandLine;
using CoEvolve.Engines;
using CoEvolve.Findings;
using CoEvolve.Store;

namespace CoEvolve.Cli;

/// <summary>`coevolve show`: an experiment, or one of its ecosystems.</summary>
internal static class ShowCommand
{
    /// <summary>The command as it is typed.</summary>
    public static Command Describe(Streams streams)
    {
        var options = new WatchOptions();
        var ecosystem = new Argument<long?>("ECOSYSTEM") { Description = "Number of an ecosystem within its experiment, from 1. Without it, the experiment is shown.", Arity = ArgumentArity.ZeroOrOne };
        var asScenario = new Option<bool>("--as-scenario") { Description = "Print the scenario that replays what happened, with the commands that took effect." };
        var command = new Command("show", "Shows an experiment, or one of its ecosystems; a run may be writing it.") { ecosystem, asScenario };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            using ResultsReader results = options.Open(parsed);
            if (parsed.GetValue(asScenario))
                ShowScenario(results, parsed.GetValue(ecosystem), options.Experiment(parsed), streams.Output);
            else if (parsed.GetValue(ecosystem) is { } number)
                ShowEcosystem(results.Ecosystem(number, options.Experiment(parsed)), options.Json(parsed), streams.Output);
            else
                ShowExperiment(results, options.Experiment(parsed), options.Json(parsed), streams.Output);
            return ExitCode.Done;
        });
        return command;
    }

    private static void ShowExperiment(ResultsReader results, long? number, bool json, TextWriter output)
    {
        ExperimentDetails experiment = results.Details(number);
        IReadOnlyList<NodeAtWork> nodes = results.NodesAtWork(experiment.Overview.Id);
        IReadOnlyList<SuspectEcosystem> suspects = results.Suspects(experiment.Overview.Id);
        if (json)
            WatchJson.Write(WatchJson.Of(experiment, nodes, suspects), output);
        else
            ExperimentSheet.Write(experiment, nodes, suspects, output);
    }

    // Of one ecosystem: only what it was told; the others go their own way then.
    private static void ShowScenario(ResultsReader results, long? ecosystem, long? number, TextWriter output)
    {
        IEnumerable<GivenCommand> given = results.AppliedCommands(number);
        if (ecosystem is { } one)
        {
            results.Ecosystem(one, number); // refuses one that is not there
            given = given.Where(command => command.Ecosystem == one);
        }

        output.Write(SteeredScenario.Of(StoredScenario.Read(results.Experiment(number).Definition), given));
    }

    private static void ShowEcosystem(EcosystemDetails ecosystem, bool json, TextWriter output)
    {
        if (json)
            WatchJson.Write(WatchJson.Of(ecosystem), output);
        else
            EcosystemSheet.Write(ecosystem, output);
    }
}
