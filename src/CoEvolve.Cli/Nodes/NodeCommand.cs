using System.CommandLine;
using System.Globalization;
using CoEvolve.Engines;
using CoEvolve.Store;

namespace CoEvolve.Cli;

/// <summary>`coevolve node`: one worker of a cluster. It computes whatever experiments are in a database, until it is stopped.</summary>
internal static class NodeCommand
{
    // A stopped node has two seconds to be gone: a generation may use the first to end.
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LeaveAfter = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan GoneAfter = TimeSpan.FromSeconds(1.8);

    // If a node dies, each of its ecosystems has to prove alone that it was not the cause: a few round trips for each.
    private const int MostEcosystems = 128;

    /// <summary>The command as it is typed.</summary>
    public static Command Describe(CommonOptions common, Streams streams, Func<IEngine> engineOf, CancellationToken interruption)
    {
        var store = new Option<string>("--store") { Description = "The PostgreSQL database, as postgres://user@host:5432/database.", HelpName = "STORE", Required = true };
        var engine = new Option<string>("--engine") { Description = "How nodes share work: postgres, through the database alone; akka, as an Akka.NET cluster beside it, in a build that has it.", HelpName = "NAME", DefaultValueFactory = _ => "postgres" };
        var parallel = new Option<int?>("--parallel") { Description = "Ecosystems at a time; threads without one help. Default: one a core.", HelpName = "N" };
        var name = new Option<string?>("--name") { Description = "What others see as the node's name. Default: the machine's name and the number of the process.", HelpName = "NAME" };
        var silence = new Option<double>("--silence") { Description = "Seconds of silence after which the database takes the node's work away. Default: 10.", HelpName = "S", DefaultValueFactory = _ => 10 };
        var health = new Option<string?>("--health-url") { Description = "Answer GET /live and GET /ready here, as in http://127.0.0.1:8081. Default: nowhere.", HelpName = "URL" };
        Option<string?> otlp = TelemetrySettings.Option();
        var command = new Command("node", "Computes the experiments of a PostgreSQL database with all other nodes, until it is stopped.") { store, engine, parallel, name, silence, health, otlp };
        IAkkaSupport? akka = AkkaSupport.Find();
        foreach (Option option in akka?.NodeOptions ?? [])
            command.Options.Add(option);
        command.SetAction(parsed => Run(
            new NodeRequest
            {
                Store = parsed.GetValue(store)!,
                Engine = parsed.GetValue(engine)!,
                Parallel = parsed.GetValue(parallel),
                Name = parsed.GetValue(name),
                Silence = parsed.GetValue(silence),
                HealthUrl = parsed.GetValue(health),
                Otlp = parsed.GetValue(otlp),
                Akka = ReadAkka(akka, parsed, parsed.GetValue(engine)!),
            },
            engineOf,
            streams,
            common,
            interruption));
        return command;
    }

    private static AkkaNodeSettings ReadAkka(IAkkaSupport? akka, ParseResult parsed, string engine)
    {
        if (engine == RunRequest.Akka && akka is not null)
            return akka.Read(parsed);
        akka?.RefuseOptions(parsed);
        return new AkkaNodeSettings(null, null, null, null);
    }

    private static int Run(NodeRequest request, Func<IEngine> engineOf, Streams streams, CommonOptions common, CancellationToken interruption)
    {
        StoreAddress address = request.Check();
        int parallel = request.Parallel ?? Environment.ProcessorCount;
        var options = new PostgresRunOptions { Version = Build.Version, SilenceTimeout = TimeSpan.FromSeconds(request.Silence) };
        if (request.Name is not null)
            options = options with { Node = request.Name };
        var voice = new NodeVoice(options.Node, common.Log, common.IsLogJson, streams.Error);
        options = options with { Notice = voice.Warn };
        using var departure = new Departure(interruption);
        using var observation = NodeObservation.Start(request, address, options, voice, departure, GoneAfter, interruption);
        Task<PostgresRunStore> opening = Departure.Start(() => PostgresRunStore.Open(address, options, interruption));
        if (!departure.AwaitUnlessStopped(opening) || interruption.IsCancellationRequested)
        {
            _ = opening.ContinueWith(late => late.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            voice.Say($"stopped before it reached {address.Name}");
            return ExitCode.Done;
        }

        PostgresRunStore store = opening.GetAwaiter().GetResult();
        try
        {
            IEngine engine = engineOf();
            Practice.Run(engine);
            voice.Say(string.Create(CultureInfo.InvariantCulture, $"up to {parallel} ecosystems at a time, from {address.Name}"));
            return request.Engine == RunRequest.Akka
                ? WorkInCluster(store, observation, voice, request, departure, interruption)
                : Work(store, observation, voice, parallel, engine, departure, interruption);
        }
        catch (StoreException e)
        {
            // Input was fine: this is a node that failed, not bad input.
            voice.Fail(e.Message);
            return ExitCode.Failed;
        }
        finally
        {
            observation.BeginToClose();
            Task closing = Departure.Start(() =>
            {
                store.Dispose();
                return 0;
            });
            departure.Await(closing, GoneAfter);
        }
    }

    private static int Work(PostgresRunStore store, NodeObservation observation, NodeVoice voice, int parallel, IEngine engine, Departure departure, CancellationToken interruption)
    {
        var specs = new StoredSpecs(store.Experiment);
        var runner = new SliceRunner(engine, observation.Around(store), specs.Of, new SliceOptions { Parallel = parallel, MostEcosystems = MostEcosystems, GiveUpAfter = GiveUpAfter });
        Task<int> work = Departure.Start(() =>
        {
            runner.Run(interruption);
            return 0;
        });
        string handedBack = "";
        // Slices that are under way when the node is stopped end now, and are stored.
        if (departure.AwaitUnlessStopped(work) || departure.Await(work, LeaveAfter))
        {
            work.GetAwaiter().GetResult();
        }
        else
        {
            Task<int> givingBack = Departure.Start(store.GiveBackAll);
            handedBack = !departure.Await(givingBack, GoneAfter) ? ", and could not tell the database"
                : givingBack.GetAwaiter().GetResult() is int left and > 0 ? string.Create(CultureInfo.InvariantCulture, $", {left} slices handed back")
                : "";
        }

        Say(voice, runner.Progress, handedBack);
        return ExitCode.Done;
    }

    private static int WorkInCluster(PostgresRunStore store, NodeObservation observation, NodeVoice voice, NodeRequest request, Departure departure, CancellationToken interruption)
    {
        (RunProgress progress, bool wasTold) = RunRequest.RequireAkka().Work(observation.Around(store), new StoredSpecs(store.Experiment), request, voice, store.GiveBackAll, interruption);
        departure.BeginAnew();
        Say(voice, progress, "");
        if (wasTold)
            return ExitCode.Done;
        voice.Fail("The other nodes took this one for dead, or it could not reach them. Its work goes on elsewhere; start it again.");
        return ExitCode.Failed;
    }

    private static void Say(NodeVoice voice, RunProgress progress, string more) => voice.Say(string.Create(
        CultureInfo.InvariantCulture,
        $"stopped after {progress.Generations:N0} generations, {progress.Finished:N0} ecosystems finished, {progress.Failed:N0} failed{more}"));
}
