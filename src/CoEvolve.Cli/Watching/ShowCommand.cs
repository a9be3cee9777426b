using System.CommandLine;
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
        var command = new Command("show", "Shows an experiment, or one of its ecosystems; a run may be writing it.") { ecosystem };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            using ResultsReader results = options.Open(parsed);
            if (parsed.GetValue(ecosystem) is { } number)
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

    private static void ShowEcosystem(EcosystemDetails ecosystem, bool json, TextWriter output)
    {
        if (json)
            WatchJson.Write(WatchJson.Of(ecosystem), output);
        else
            EcosystemSheet.Write(ecosystem, output);
    }
}
