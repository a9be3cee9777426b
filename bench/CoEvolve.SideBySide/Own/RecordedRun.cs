using System.Diagnostics;
using CoEvolve.Cli;
using CoEvolve.Engines;
using CoEvolve.Scenarios;
using CoEvolve.Store;

namespace CoEvolve.SideBySide;

/// <summary>Our own side with default recording, into a SQLite file, to the last byte on disk.</summary>
/// <param name="Generations">Generations a second.</param>
/// <param name="Rows">Rows a second.</param>
internal sealed record RecordedRun(double Generations, double Rows)
{
    /// <summary>Runs the experiment on all cores.</summary>
    /// <param name="experiment">A single point.</param>
    /// <param name="path">The results file; replaced if it is there.</param>
    public static RecordedRun Of(ResolvedExperiment experiment, string path)
    {
        long start = Stopwatch.GetTimestamp();
        using SqliteRunStore store = SqliteRunStore.Create(path, Definitions.Of(experiment), overwrite: true);
        var runner = new SliceRunner(new LocalEngine(), store, _ => experiment.Points[0].Spec, new SliceOptions());
        runner.Run(CancellationToken.None);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (runner.Progress.Failed > 0)
            throw new InvalidOperationException($"{runner.Progress.Failed} ecosystems failed.");
        int generations = experiment.Points[0].Spec.Generations;
        long rows = (long)experiment.Ecosystems * (generations + 1) * (2 + experiment.Vocabulary.Length);
        return new RecordedRun(runner.Progress.Generations / seconds, rows / seconds);
    }
}
