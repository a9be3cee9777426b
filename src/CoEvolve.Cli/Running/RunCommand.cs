using System.Diagnostics;
using CoEvolve.Engines;
using CoEvolve.Scenarios;
using CoEvolve.Store;
using Serilog;

namespace CoEvolve.Cli;

/// <summary>`coevolve run`: from a scenario file to results and a summary.</summary>
internal static class RunCommand
{
    /// <summary>Runs it.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(RunRequest request, Func<IEngine> engineOf, Streams streams, ILogger log, CancellationToken interruption)
    {
        long start = Stopwatch.GetTimestamp();
        StoreAddress address = request.Check();
        // Who only follows computes nothing that could be measured.
        TelemetrySettings? telemetry = address.IsPostgres ? null : TelemetrySettings.Of(request.Otlp);
        ResolvedExperiment experiment = ScenarioFile.Load(ShippedScenarios.Find(request.Scenario), request.Sets, request.Seed);
        if (!request.Quiet)
            Notes.Print(experiment, streams.Error);
        ExperimentDefinition definition = Definitions.Of(experiment);
        int parallel = request.Parallel ?? Environment.ProcessorCount;
        IEngine engine = request.Engine == RunRequest.Akka && !address.IsPostgres ? RunRequest.RequireAkka().OpenEngine(parallel, log) : engineOf();
        using var disposal = engine as IDisposable;
        if (request.DryRun)
        {
            new RunEstimate(experiment, definition, engine, parallel).Print(streams.Output);
            return ExitCode.Done;
        }

        if (address.IsPostgres)
            return ClusterRun.Run(request, address, experiment, definition, streams, log, interruption);
        RunProgress progress;
        long id;
        using (var observation = new RunObservation(telemetry, address, log))
        using (SqliteRunStore store = OpenStore(request, definition, streams))
        {
            if (store.Unfinished > 0)
                log.Information("{Name}: {Unfinished} of {Ecosystems} ecosystems to run, seed {Seed}, into {Store}", definition.Name, store.Unfinished, definition.Ecosystems, definition.Seed, store.Path);
            var options = new SliceOptions { Parallel = parallel, FailFast = request.FailFast };
            var runner = new SliceRunner(engine, observation.Around(store), ecosystem => experiment.Points[ecosystem.Point].Spec, options);
            (progress, id) = (runner.Progress, store.ExperimentId);
            try
            {
                if (store.Unfinished == 0)
                    store.Flush(); // makes the indexes of a run that was cut off before them
                else
                    Follow(runner, experiment, store.Unfinished, request.Quiet, streams, interruption);
            }
            catch (StoreException e)
            {
                // Input was fine and work was done: this is a run that failed, not bad input.
                streams.Error.WriteLine("error: " + e.Message);
                return ExitCode.Failed;
            }
        }

        log.Information("{Generations} generations, {Finished} ecosystems finished, {Failed} failed, {Elapsed:0.0} s", progress.Generations, progress.Finished, progress.Failed, Stopwatch.GetElapsedTime(start).TotalSeconds);
        return RunReport.Print(request.Store, id, experiment, request, streams, Stopwatch.GetElapsedTime(start));
    }

    private static void Follow(SliceRunner runner, ResolvedExperiment experiment, int unfinished, bool quiet, Streams streams, CancellationToken interruption)
    {
        if (quiet)
        {
            runner.Run(interruption);
            return;
        }

        long generations = experiment.Points.Sum(p => (long)p.Spec.Generations) * experiment.Replicates / experiment.Ecosystems * unfinished;
        var display = new ProgressDisplay(runner.Progress, unfinished, generations);
        var work = Task.Factory.StartNew(() => runner.Run(interruption), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        display.ShowUntil(work, streams);
        work.GetAwaiter().GetResult();
    }

    private static SqliteRunStore OpenStore(RunRequest request, ExperimentDefinition definition, Streams streams)
    {
        var options = new SqliteStoreOptions
        {
            Waiting = paused =>
            {
                if (!request.Quiet)
                    streams.Error.WriteLine($"paused: {paused} ecosystems wait for 'coevolve resume --store {request.Store}'. Ctrl-C ends the run and keeps everything.");
            },
        };
        if (!request.Resume || !File.Exists(request.Store))
            return SqliteRunStore.Create(request.Store, definition, request.Force, options);
        using (ResultsReader results = ResultsReader.Open(request.Store))
        {
            int experiments = results.Experiments().Count;
            if (experiments > 1)
                throw new BadInputException($"{request.Store}: it has {experiments} experiments; 'run' goes on with a file of one. Choose another --out.");
        }

        return SqliteRunStore.Open(request.Store, options, objection: stored => Difference(stored, definition) is string difference
            ? $"cannot be resumed: {difference} Give what it was started with, or another --out."
            : null);
    }

    // The first thing in which a stored experiment is another than the one that was asked for.
    private static string? Difference(ExperimentDefinition stored, ExperimentDefinition wanted)
    {
        if (stored.Version != wanted.Version)
            return $"it was written by version {stored.Version}; this is version {wanted.Version}.";
        if (stored.Seed != wanted.Seed)
            return $"its seed is {stored.Seed}; asked for is {wanted.Seed}.";
        string[] storedLines = stored.Scenario.Split('\n'), wantedLines = wanted.Scenario.Split('\n');
        for (int i = 0; i < Math.Max(storedLines.Length, wantedLines.Length); i++)
        {
            string was = storedLines.ElementAtOrDefault(i) ?? "", now = wantedLines.ElementAtOrDefault(i) ?? "";
            if (was != now)
                return $"its scenario has '{was.Trim()}' where '{now.Trim()}' is asked for.";
        }

        return stored.Datasets.Select(d => (d.Name, d.Sha256)).ToHashSet().SetEquals(wanted.Datasets.Select(d => (d.Name, d.Sha256)))
            ? null
            : "one of its input files has changed since.";
    }
}
