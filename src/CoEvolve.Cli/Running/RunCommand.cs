using System.Diagnostics;
using CoEvolve.Engines;
using CoEvolve.Scenarios;
using CoEvolve.Store;
using Serilog;

namespace CoEvolve.Cli;

/// <summary>`coevolve run`: from a scenario file to a results file and a summary.</summary>
internal static class RunCommand
{
    /// <summary>Runs it.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(RunRequest request, Func<IEngine> engineOf, Streams streams, ILogger log, CancellationToken interruption)
    {
        long start = Stopwatch.GetTimestamp();
        request.Check();
        ResolvedExperiment experiment = ScenarioFile.Load(ShippedScenarios.Find(request.Scenario), request.Sets, request.Seed);
        if (!request.Quiet)
            Notes.Print(experiment, streams.Error);
        ExperimentDefinition definition = Definitions.Of(experiment);
        int parallel = request.Parallel ?? Environment.ProcessorCount;
        if (request.DryRun)
        {
            new RunEstimate(experiment, definition, engineOf(), parallel).Print(streams.Output);
            return ExitCode.Done;
        }

        RunProgress progress;
        using (SqliteRunStore store = OpenStore(request, definition))
        {
            if (store.Unfinished > 0)
                log.Information("{Name}: {Unfinished} of {Ecosystems} ecosystems to run, seed {Seed}, into {Store}", definition.Name, store.Unfinished, definition.Ecosystems, definition.Seed, store.Path);
            var options = new SliceOptions { Parallel = parallel, FailFast = request.FailFast };
            var runner = new SliceRunner(engineOf(), store, ecosystem => experiment.Points[ecosystem.Point].Spec, options);
            progress = runner.Progress;
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
        return Report(request, experiment, streams, Stopwatch.GetElapsedTime(start));
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

    private static SqliteRunStore OpenStore(RunRequest request, ExperimentDefinition definition)
    {
        if (!request.Resume || !File.Exists(request.Store))
            return SqliteRunStore.Create(request.Store, definition, request.Force);
        using (ResultsReader results = ResultsReader.Open(request.Store))
        {
            int experiments = results.Experiments().Count;
            if (experiments > 1)
                throw new BadInputException($"{request.Store}: it has {experiments} experiments; 'run' goes on with a file of one. Choose another --out.");
        }

        return SqliteRunStore.Open(request.Store, objection: stored => Difference(stored, definition) is string difference
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

    private static int Report(RunRequest request, ResolvedExperiment experiment, Streams streams, TimeSpan elapsed)
    {
        using ResultsReader results = ResultsReader.Open(request.Store);
        IReadOnlyDictionary<EcosystemStatus, int> counts = results.StatusCounts();
        int finished = counts.GetValueOrDefault(EcosystemStatus.Finished), failed = counts.GetValueOrDefault(EcosystemStatus.Failed);
        ListFailures(results, streams.Error);
        if (request.FailFast && failed > 0)
        {
            streams.Error.WriteLine($"stopped at the first failure: {finished} of {experiment.Ecosystems} ecosystems are finished, and {request.Store} holds everything so far.");
            return ExitCode.Failed;
        }

        if (finished + failed < experiment.Ecosystems)
        {
            streams.Error.WriteLine($"interrupted: {finished} of {experiment.Ecosystems} ecosystems are finished, and {request.Store} holds everything so far. Run the same command with --resume to go on.");
            return ExitCode.Interrupted;
        }

        if (!request.Quiet)
            new RunSummary(results, experiment, request.Store, elapsed).Print(streams.Output);
        return failed == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static void ListFailures(ResultsReader results, TextWriter error)
    {
        const int most = 50;
        IReadOnlyList<FailedEcosystem> failures = results.Failed();
        foreach (FailedEcosystem failure in failures.Take(most))
            error.WriteLine($"failed: ecosystem {failure.Id} (point {failure.Point}, replicate {failure.Replicate}) after generation {failure.Generation}: {failure.Error}");
        if (failures.Count > most)
            error.WriteLine($"failed: {failures.Count - most} more ecosystems; the table ecosystem has their errors.");
    }
}
