using System.Globalization;
using CoEvolve.Engines;
using CoEvolve.Scenarios;
using CoEvolve.Store;
using Serilog;

namespace CoEvolve.Cli;

/// <summary>`coevolve run --engine postgres`: submits an experiment to a database, where nodes compute it, and follows it until it is done.</summary>
internal static class ClusterRun
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan MissNodesAfter = TimeSpan.FromSeconds(5);

    /// <summary>Runs it.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(
        RunRequest request, StoreAddress address, ResolvedExperiment experiment, ExperimentDefinition definition, Streams streams, ILogger log, CancellationToken interruption)
    {
        long start = TimeProvider.System.GetTimestamp();
        long id = Submit(request, address, definition, streams);
        log.Information("{Name}: experiment {Id} of {Store}, {Ecosystems} ecosystems, seed {Seed}", definition.Name, id, address.Name, definition.Ecosystems, definition.Seed);
        try
        {
            Follow(request, address, id, experiment, streams, interruption);
        }
        catch (OperationCanceledException)
        {
            streams.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"detached: experiment {id} stays in {address.Name}, and nodes go on with it. Run the same command with --resume to follow it again."));
            return ExitCode.Interrupted;
        }
        catch (StoreException e)
        {
            // It was submitted: this is a run that failed, not bad input.
            streams.Error.WriteLine("error: " + e.Message);
            return ExitCode.Failed;
        }

        return RunReport.Print(request.Store, id, experiment, request, streams, TimeProvider.System.GetElapsedTime(start));
    }

    private static long Submit(RunRequest request, StoreAddress address, ExperimentDefinition definition, Streams streams)
    {
        SubmittedExperiment? same = PostgresExperiments.List(address).FirstOrDefault(submitted => submitted.IsOf(definition));
        if (same is not null && !request.Resume && !request.Force)
        {
            throw new BadInputException(string.Create(
                CultureInfo.InvariantCulture,
                $"{address.Name}: experiment {same.Id} is the same scenario with the same seed, and {(same.FinishedAt is null ? "not finished" : "finished")}. --resume follows it; --force submits it once more."));
        }

        bool attaches = same is not null && request.Resume;
        long id = attaches ? same!.Id : PostgresExperiments.Add(address, definition);
        if (!request.Quiet)
        {
            streams.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"experiment {id} {(attaches ? "is in" : "submitted to")} {address.Name}: {definition.Ecosystems:N0} ecosystems"));
        }

        return id;
    }

    private static void Follow(RunRequest request, StoreAddress address, long id, ResolvedExperiment experiment, Streams streams, CancellationToken interruption)
    {
        using var watch = new PostgresExperimentWatch(address, id, notice => streams.Error.WriteLine("warning: " + notice));
        ExperimentProgress latest = watch.Look(interruption);
        if (latest.FinishedAt is not null)
            return;
        var work = Task.Factory.StartNew(
            () =>
            {
                long lastNode = TimeProvider.System.GetTimestamp();
                bool missed = false;
                for (; latest.FinishedAt is null; Volatile.Write(ref latest, watch.Look(interruption)))
                {
                    if (latest.Nodes > 0)
                        (lastNode, missed) = (TimeProvider.System.GetTimestamp(), false);
                    else if (!missed && TimeProvider.System.GetElapsedTime(lastNode) > MissNodesAfter)
                        missed = Miss(latest, streams);
                    if (interruption.WaitHandle.WaitOne(LookEvery))
                        interruption.ThrowIfCancellationRequested();
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        if (!request.Quiet)
        {
            long generations = experiment.Points.Sum(p => (long)p.Spec.Generations) * experiment.Replicates;
            var display = new ProgressDisplay(() => (Volatile.Read(ref latest).Generations, Done(Volatile.Read(ref latest))), experiment.Ecosystems, generations);
            display.ShowUntil(work, streams);
        }

        work.GetAwaiter().GetResult();
    }

    private static int Done(ExperimentProgress progress) => progress.Finished + progress.Failed + progress.Stopped;

    private static bool Miss(ExperimentProgress progress, Streams streams)
    {
        streams.Error.WriteLine(progress.Paused > 0
            ? string.Create(CultureInfo.InvariantCulture, $"no node is at work on it; {progress.Paused:N0} ecosystems are paused.")
            : $"no node of version {Build.Version} is at work on it. Start one, here or elsewhere: coevolve node --store …, with the same store.");
        return true;
    }
}
