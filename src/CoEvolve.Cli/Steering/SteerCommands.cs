using System.CommandLine;
using System.Globalization;
using CoEvolve.Actors;
using CoEvolve.Findings;
using CoEvolve.Scenarios;
using CoEvolve.Store;

namespace CoEvolve.Cli;

/// <summary>`coevolve pause`, `resume`, `step`, `stop`, `set` and `inject`: commands to ecosystems that run elsewhere.</summary>
internal static class SteerCommands
{
    /// <summary>The commands as they are typed.</summary>
    public static IEnumerable<Command> Describe(Streams streams)
    {
        yield return Alone("pause", "Lets ecosystems compute no further generation until they are resumed.", streams);
        yield return Alone("resume", "Lets paused ecosystems go on.", streams);
        yield return Step(streams);
        yield return Alone("stop", "Ends ecosystems where they stand. They cannot be resumed.", streams);
        yield return Set(streams);
        yield return Inject(streams);
    }

    private static Command Alone(string kind, string description, Streams streams) =>
        Finish(new Command(kind, description), _ => [SteeringCommand.Parse(kind, "")], streams);

    private static Command Step(Streams streams)
    {
        var generations = new Argument<string>("GENERATIONS") { Description = "How many, 1 or more.", DefaultValueFactory = _ => "1" };
        return Finish(
            new Command("step", "Lets ecosystems compute so many generations, and pauses them then.") { generations },
            parsed => [Read("step", parsed.GetValue(generations)!)],
            streams);
    }

    private static Command Set(Streams streams)
    {
        var settings = new Argument<string[]>("KEY=VALUE")
        {
            Description = $"What to change from the next generation on: {string.Join(", ", SettingRange.All.Select(range => range.Key))}.",
            Arity = ArgumentArity.OneOrMore,
        };
        return Finish(
            new Command("set", "Changes rates of ecosystems, or freezes and thaws their models.") { settings },
            parsed => [.. parsed.GetValue(settings)!.Select(setting => Read("set", setting))],
            streams);
    }

    private static Command Inject(Streams streams)
    {
        var burst = new Argument<string[]>("NUMBER")
        {
            Description = "captions=N, so many from the corpus for each text model; imagesPerCaption=N, so many from users for each caption; or both.",
            Arity = ArgumentArity.OneOrMore,
        };
        return Finish(
            new Command("inject", "Gives ecosystems a burst of real content: in the next generation, and in no other.") { burst },
            parsed => [Read("inject", string.Join(' ', parsed.GetValue(burst)!))],
            streams);
    }

    private static Command Finish(Command command, Func<ParseResult, IReadOnlyList<SteeringCommand>> commandsOf, Streams streams)
    {
        var options = new SteerOptions();
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            (string store, CommandTarget target, IReadOnlyList<SteeringCommand> commands) = (options.Store(parsed), options.Target(parsed), commandsOf(parsed));
            CheckPossible(store, target, commands);
            CommandReceipt receipt = StoredCommands.Submit(store, target, commands, TimeProvider.System.GetUtcNow());
            if (receipt.Given == 0)
            {
                throw new BadInputException(string.Create(
                    CultureInfo.InvariantCulture, $"{store}: {Ecosystems(receipt.Over)} of experiment {receipt.Experiment} {(receipt.Over == 1 ? "is" : "are")} over; only one that waits, runs or is paused takes commands. 'coevolve list --experiment {receipt.Experiment}' shows them."));
            }

            string over = receipt.Over == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {receipt.Over:N0} are over and left out");
            streams.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", commands)}: given to {Ecosystems(receipt.Given)} of experiment {receipt.Experiment}{over}"));
            return ExitCode.Done;
        });
        return command;
    }

    private static string Ecosystems(int count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? "ecosystem" : "ecosystems")}");

    private static SteeringCommand Read(string kind, string arguments)
    {
        try
        {
            return SteeringCommand.Parse(kind, arguments);
        }
        catch (FormatException exception)
        {
            throw new BadInputException(exception.Message);
        }
    }

    // Better said now than by an ecosystem that fails: what commands make of the models must be possible.
    private static void CheckPossible(string store, CommandTarget target, IReadOnlyList<SteeringCommand> commands)
    {
        if (!commands.Any(command => command is SetCommand or InjectCommand))
            return;
        ResolvedExperiment experiment;
        using (ResultsReader results = ResultsReader.Open(store))
            experiment = StoredScenario.Read(results.Experiment(target.Experiment).Definition);
        foreach (EcosystemSpec spec in experiment.Points.Select(point => point.Spec))
        {
            var settings = EcosystemSettings.Of(spec);
            foreach (SteeringCommand command in commands)
            {
                try
                {
                    settings = command is SetCommand set ? settings.With(set) : settings;
                    _ = spec.With(command is InjectCommand burst ? settings.Plus(burst.Captions, burst.ImagesPerCaption) : settings);
                }
                catch (Exception exception) when (exception is ArgumentException or OverflowException)
                {
                    throw new BadInputException($"'{command}' cannot be: {exception.Message}");
                }
            }
        }
    }
}
