using System.Globalization;
using CoEvolve.Engines;
using CoEvolve.Scenarios;
using CoEvolve.Store;
using Serilog;

namespace CoEvolve.Cli;

/// <summary>`coevolve run --engine postgres`: submits an experiment to a database, where nodes compute it, and follows it until it is done.</summary>
internal static class ClusterRun
{
    // Who follows takes a twentieth of a connection's time at most. A database that froze and woke up again is not left for hours.
    private const double ShareOfLooks = 20;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    // A submission that is under way when it is interrupted is nearly always about to end.
    private static readonly TimeSpan LeaveAfter = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan MissNodesAfter = TimeSpan.FromSeconds(5);

    /// <summary>Runs it.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(
        RunRequest request, StoreAddress address, ResolvedExperiment experiment, ExperimentDefinition definition, Streams streams, ILogger log, CancellationToken interruption)
    {
        long start = TimeProvider.System.GetTimestamp();
        if (Submit(request, address, definition, streams, interruption) is not long id)
            return ExitCode.Interrupted;
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

    /// <summary>How long a follower waits after a look that took so long.</summary>
    internal static TimeSpan PauseAfter(TimeSpan look) =>
        TimeSpan.FromSeconds(Math.Clamp(look.TotalSeconds * ShareOfLooks, ShortestPause.TotalSeconds, LongestPause.TotalSeconds));

    // Null if it was interrupted before the database answered.
    private static long? Submit(RunRequest request, StoreAddress address, ExperimentDefinition definition, Streams streams, CancellationToken interruption)
    {
        Task<(long Id, SubmittedExperiment? Found)> submission = Start(() => request.Force ? (PostgresExperiments.Add(address, definition), null) : PostgresExperiments.AddOrFind(address, definition));
        try
        {
            Task.WaitAny([submission], interruption);
        }
        catch (OperationCanceledException)
        {
            if (Task.WaitAny([submission], LeaveAfter) < 0)
            {
                streams.Error.WriteLine(
                    $"interrupted: {address.Name} has not answered, so the experiment may be there or not. Run the same command with --resume: it follows what is there, and submits what is not.");
                return null;
            }
        }

        (long id, SubmittedExperiment? same) = submission.GetAwaiter().GetResult();
        if (same is not null && !request.Resume)
        {
            throw new BadInputException(string.Create(
                CultureInfo.InvariantCulture,
                $"{address.Name}: experiment {same.Id} is the same scenario with the same seed, and {(same.FinishedAt is null ? "not finished" : "finished")}. --resume follows it; --force submits it once more."));
        }

        if (!request.Quiet)
        {
            streams.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"experiment {id} {(same is null ? "submitted to" : "is in")} {address.Name}: {definition.Ecosystems:N0} ecosystems"));
        }

        return id;
    }

    private static void Follow(RunRequest request, StoreAddress address, long id, ResolvedExperiment experiment, Streams streams, CancellationToken interruption)
    {
        using var watch = new PostgresExperimentWatch(address, id, notice => streams.Error.WriteLine("warning: " + notice));
        // A look at a database that fell silent may take long; who is interrupted does not wait for it.
        ExperimentProgress latest = Start(() => watch.Look(interruption)).WaitAsync(interruption).GetAwaiter().GetResult();
        if (latest.FinishedAt is not null)
            return;
        Task work = Start(() =>
        {
            long lastNode = TimeProvider.System.GetTimestamp();
            bool missed = request.Quiet;
            for (; latest.FinishedAt is null; Volatile.Write(ref latest, watch.Look(interruption)))
            {
                if (latest.Nodes > 0)
                    (lastNode, missed) = (TimeProvider.System.GetTimestamp(), request.Quiet);
                else if (!missed && TimeProvider.System.GetElapsedTime(lastNode) > MissNodesAfter)
                    missed = Miss(latest, streams);
                if (interruption.WaitHandle.WaitOne(PauseAfter(watch.LastCost)))
                    interruption.ThrowIfCancellationRequested();
            }

            return latest;
        }).WaitAsync(interruption);
        if (!request.Quiet)
        {
            long generations = experiment.Points.Sum(p => (long)p.Spec.Generations) * experiment.Replicates;
            var display = new ProgressDisplay(() => (Volatile.Read(ref latest).Generations, Done(Volatile.Read(ref latest))), experiment.Ecosystems, generations);
            display.ShowUntil(work, streams);
        }

        work.GetAwaiter().GetResult();
    }

    private static Task<T> Start<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static int Done(ExperimentProgress progress) => progress.Finished + progress.Failed + progress.Stopped;

    private static bool Miss(ExperimentProgress progress, Streams streams)
    {
        streams.Error.WriteLine(progress.Paused > 0
            ? string.Create(CultureInfo.InvariantCulture, $"no node is at work on it; {progress.Paused:N0} ecosystems are paused.")
            : $"no node of version {Build.Version} is at work on it. Start one, here or elsewhere: coevolve node --store …, with the same store.");
        return true;
    }
}
