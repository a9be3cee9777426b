using System.CommandLine;
using CoEvolve.Engines;
using CoEvolve.Scenarios;
using CoEvolve.Store;
using Serilog;
using Serilog.Core;

namespace CoEvolve.Cli;

/// <summary>The `coevolve` command: its arguments, and what each of its verbs calls.</summary>
public static class CommandLine
{
    /// <summary>Runs the command as a process would, but for the process.</summary>
    /// <param name="args">Arguments after the command's name.</param>
    /// <param name="streams">Where it writes.</param>
    /// <param name="interruption">Ends a run in order when it is cancelled.</param>
    /// <returns>The exit code: 0 done, 1 failed, 2 bad input, 130 interrupted.</returns>
    public static int Run(IReadOnlyList<string> args, Streams streams, CancellationToken interruption) =>
        Run(args, streams, () => new LocalEngine(), interruption);

    /// <summary>The same with another engine, for tests of what happens when one fails.</summary>
    internal static int Run(IReadOnlyList<string> args, Streams streams, Func<IEngine> engineOf, CancellationToken interruption)
    {
        ArgumentNullException.ThrowIfNull(streams);
        var options = new CommonOptions();
        ParseResult parsed = Describe(options, streams, engineOf, interruption).Parse(args);
        if (parsed.Errors.Count > 0)
            return Refuse(streams, $"{parsed.Errors[0].Message} Run 'coevolve {parsed.CommandResult.Command.Name} --help' for what is allowed."
                .Replace("coevolve coevolve", "coevolve", StringComparison.Ordinal));
        try
        {
            string format = parsed.GetValue(options.LogFormat)!;
            using Logger log = Logs.Open(parsed.GetValue(options.LogLevel)!, format, parsed.GetValue(options.LogFile), streams.Error);
            options.Log = log;
            options.IsLogJson = format == Logs.Json;
            return Invoke(parsed, streams, log);
        }
        catch (BadInputException e)
        {
            return Refuse(streams, e.Message);
        }
    }

    private static int Invoke(ParseResult parsed, Streams streams, ILogger log)
    {
        try
        {
            return parsed.Invoke(new InvocationConfiguration
            {
                Output = streams.Output,
                Error = streams.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (Exception e) when (e is ScenarioException or StoreException or BadInputException)
        {
            return Refuse(streams, e.Message);
        }
#pragma warning disable CA1031 // The last resort: whatever it is, the user gets a sentence, and the log the rest.
        catch (Exception e)
#pragma warning restore CA1031
        {
            log.Debug(e, "Unexpected error");
            streams.Error.WriteLine($"error: {e.GetType().Name}: {e.Message} This is a defect of coevolve; --log-level Debug shows where it arose.");
            return ExitCode.Failed;
        }
    }

    private static int Refuse(Streams streams, string message)
    {
        // A name or a damaged file may bring line breaks along, or characters that a terminal obeys.
        streams.Error.WriteLine("error: " + string.Concat(message.Select(c => char.IsControl(c) ? ' ' : c)));
        return ExitCode.BadInput;
    }

    internal static RootCommand Describe(CommonOptions common, Streams streams, Func<IEngine> engineOf, CancellationToken interruption)
    {
        var root = new RootCommand("Simulates generative models that train on each other's output, and how much real content keeps them alive.");

        // The built-in option would print the version of whatever program hosts this assembly.
        root.Options.Remove(root.Options.OfType<VersionOption>().Single());
        var version = new Option<bool>("--version") { Description = "Print the version." };
        root.Options.Add(version);
        root.Options.Add(common.LogLevel);
        root.Options.Add(common.LogFormat);
        root.Options.Add(common.LogFile);
        root.SetAction(parsed =>
        {
            if (!parsed.GetValue(version))
                throw new BadInputException("no command is given. Run 'coevolve --help' for what there is.");
            streams.Output.WriteLine(Build.Version);
            return ExitCode.Done;
        });
        root.Subcommands.Add(ReproduceCommand.Describe(common, streams, engineOf, interruption));
        root.Subcommands.Add(DescribeRun(common, streams, engineOf, interruption));
        root.Subcommands.Add(NodeCommand.Describe(common, streams, engineOf, interruption));
        root.Subcommands.Add(DescribeValidate(streams));
        root.Subcommands.Add(ListCommand.Describe(streams));
        root.Subcommands.Add(ShowCommand.Describe(streams));
        foreach (Command steer in SteerCommands.Describe(streams))
            root.Subcommands.Add(steer);
        root.Subcommands.Add(DescribeExport(streams));
        root.Subcommands.Add(ReportCommand.Describe(streams));
        root.Subcommands.Add(TheoryCommand.Describe(streams));
        root.Subcommands.Add(PlanCommand.Describe(streams, engineOf, interruption));
        root.Subcommands.Add(DoctorCommand.Describe(streams));
        return root;
    }

    private static Command DescribeRun(CommonOptions common, Streams streams, Func<IEngine> engineOf, CancellationToken interruption)
    {
        Argument<string> scenario = ScenarioArgument();
        Option<string[]> set = SetOption();
        Option<ulong?> seed = SeedOption();
        var output = new Option<string>("--out", "--store") { Description = "The results file (SQLite); with --engine postgres the database, as postgres://user@host:5432/database.", HelpName = "STORE", DefaultValueFactory = _ => "results.db" };
        var parallel = new Option<int?>("--parallel") { Description = "Ecosystems at a time; threads without one help. Default: one a core.", HelpName = "N" };
        var engine = new Option<string>("--engine") { Description = "local: this process computes, into a file. postgres: nodes compute (coevolve node), through a database; this process submits and follows. akka: either, with Akka.NET, in a build that has it.", HelpName = "NAME", DefaultValueFactory = _ => "local" };
        var resume = new Option<bool>("--resume") { Description = "Go on with a results file where it stopped; or follow what was submitted before." };
        var force = new Option<bool>("--force") { Description = "Replace an existing results file; or submit once more what is in the database already." };
        var failFast = new Option<bool>("--fail-fast") { Description = "Stop at the first ecosystem that fails." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Run nothing; say how much it would be." };
        var quiet = new Option<bool>("--quiet") { Description = "Print nothing but errors." };
        Option<string?> otlp = TelemetrySettings.Option();
        var command = new Command("run", "Runs all ecosystems of a scenario and stores what they record.")
        {
            scenario, output, set, seed, parallel, engine, resume, force, failFast, dryRun, quiet, otlp,
        };
        command.SetAction(parsed => RunCommand.Run(
            new RunRequest
            {
                Scenario = parsed.GetValue(scenario)!,
                Store = parsed.GetValue(output)!,
                Sets = parsed.GetValue(set) ?? [],
                Seed = parsed.GetValue(seed),
                Parallel = parsed.GetValue(parallel),
                Engine = parsed.GetValue(engine)!,
                Resume = parsed.GetValue(resume),
                Force = parsed.GetValue(force),
                FailFast = parsed.GetValue(failFast),
                DryRun = parsed.GetValue(dryRun),
                Quiet = parsed.GetValue(quiet),
                Otlp = parsed.GetValue(otlp),
            },
            engineOf,
            streams,
            common.Log,
            interruption));
        return command;
    }

    private static Command DescribeValidate(Streams streams)
    {
        Argument<string> scenario = ScenarioArgument();
        Option<string[]> set = SetOption();
        Option<ulong?> seed = SeedOption();
        var command = new Command("validate", "Checks a scenario and prints it with every default filled in.") { scenario, set, seed };
        command.SetAction(parsed =>
        {
            ResolvedExperiment experiment = ScenarioFile.Load(ShippedScenarios.Find(parsed.GetValue(scenario)!), parsed.GetValue(set), parsed.GetValue(seed));
            Notes.Print(experiment, streams.Error);
            streams.Output.Write(experiment.ResolvedYaml);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command DescribeExport(Streams streams)
    {
        var store = new Argument<string>("STORE") { Description = "The results file, or the database as postgres://user@host:5432/database." };
        var experiment = new Option<long?>("--experiment") { Description = "Number of the experiment. Needed only where there are several.", HelpName = "N" };
        var format = new Option<ExportFormat>("--format") { Description = "csv, or json for JSON lines.", HelpName = "FORMAT", DefaultValueFactory = _ => ExportFormat.Csv };
        var output = new Option<string?>("--out") { Description = "The folder. Default: the results file's name without its ending, or the database's name.", HelpName = "DIR" };
        var force = new Option<bool>("--force") { Description = "Replace files that are there already." };
        var command = new Command("export", "Writes the tables of a results file or a database as text, one file a table; a run may be writing them.") { store, experiment, format, output, force };
        command.SetAction(parsed => ExportCommand.Run(
            parsed.GetValue(store)!,
            parsed.GetValue(experiment),
            parsed.GetValue(format),
            parsed.GetValue(output),
            parsed.GetValue(force),
            streams));
        return command;
    }

    internal static Argument<string> ScenarioArgument() => new("SCENARIO") { Description = "The scenario file (YAML), or the name of a shipped one." };

    internal static Option<string[]> SetOption() =>
        new("--set") { Description = "Change a setting, as in --set corpus.captionsPerGeneration=20. May be repeated.", HelpName = "KEY=VALUE" };

    internal static Option<ulong?> SeedOption() => new("--seed") { Description = "Use this seed instead of the scenario's.", HelpName = "N" };
}
