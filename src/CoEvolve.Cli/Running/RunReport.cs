using CoEvolve.Engines;
using CoEvolve.Scenarios;
using CoEvolve.Store;

namespace CoEvolve.Cli;

/// <summary>What `coevolve run` says when it ends: failures, whether something is left, the summary.</summary>
internal static class RunReport
{
    private const int MostFailures = 50;

    /// <summary>Prints it.</summary>
    /// <param name="store">The store as the user wrote it.</param>
    /// <param name="id">Number of the experiment there.</param>
    /// <param name="experiment">What was run.</param>
    /// <param name="request">How.</param>
    /// <param name="streams">Where to.</param>
    /// <param name="elapsed">Since the command started.</param>
    /// <returns>The exit code.</returns>
    public static int Print(string store, long id, ResolvedExperiment experiment, RunRequest request, Streams streams, TimeSpan elapsed)
    {
        string name = StoreAddress.Parse(store) is { IsPostgres: true } address ? address.Name : store;
        using ResultsReader results = ResultsReader.Open(store);
        IReadOnlyDictionary<EcosystemStatus, int> counts = results.StatusCounts(id);
        int finished = counts.GetValueOrDefault(EcosystemStatus.Finished), failed = counts.GetValueOrDefault(EcosystemStatus.Failed);
        ListFailures(results.Failed(id), streams.Error);
        if (request.FailFast && failed > 0)
        {
            streams.Error.WriteLine($"stopped at the first failure: {finished} of {experiment.Ecosystems} ecosystems are finished, and {name} holds everything so far.");
            return ExitCode.Failed;
        }

        if (finished + failed + counts.GetValueOrDefault(EcosystemStatus.Stopped) < experiment.Ecosystems)
        {
            streams.Error.WriteLine($"interrupted: {finished} of {experiment.Ecosystems} ecosystems are finished, and {name} holds everything so far. Run the same command with --resume to go on.");
            return ExitCode.Interrupted;
        }

        if (!request.Quiet)
            new RunSummary(results, id, experiment, name, elapsed).Print(streams.Output);
        return failed == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static void ListFailures(IReadOnlyList<FailedEcosystem> failures, TextWriter error)
    {
        foreach (FailedEcosystem failure in failures.Take(MostFailures))
            error.WriteLine($"failed: ecosystem {failure.Id} (point {failure.Point}, replicate {failure.Replicate}) after generation {failure.Generation}: {failure.Error}");
        if (failures.Count > MostFailures)
            error.WriteLine($"failed: {failures.Count - MostFailures} more ecosystems; the table ecosystem has their errors.");
    }
}
