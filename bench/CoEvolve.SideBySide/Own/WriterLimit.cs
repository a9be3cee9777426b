using System.Diagnostics;
using CoEvolve.Actors;
using CoEvolve.Cli;
using CoEvolve.Engines;
using CoEvolve.Measuring;
using CoEvolve.Scenarios;
using CoEvolve.Store;

namespace CoEvolve.SideBySide;

/// <summary>The writer's own limit: as many rows as a run of the experiment stores, all made beforehand, nothing computed beside.</summary>
/// <param name="Rows">How many rows were stored.</param>
/// <param name="Seconds">How long it took, to the last byte on disk.</param>
internal sealed record WriterLimit(long Rows, double Seconds)
{
    /// <summary>Rows a second.</summary>
    public double RowsPerSecond => Rows / Seconds;

    /// <summary>Measures it.</summary>
    /// <param name="experiment">A single point.</param>
    /// <param name="path">The results file; replaced if it is there.</param>
    public static WriterLimit Of(ResolvedExperiment experiment, string path)
    {
        // One real ecosystem's rows, stored again for every ecosystem: the writer cannot tell.
        EcosystemSpec spec = experiment.Points[0].Spec;
        var sample = RecordedEcosystem.Of(spec);
        long start = Stopwatch.GetTimestamp();
        using (SqliteRunStore store = SqliteRunStore.Create(path, Definitions.Of(experiment), overwrite: true))
        {
            while (store.Claim(1) is [ClaimedEcosystem claim])
                store.Commit(new SliceCommit(claim.Id, 0, spec.Generations, EcosystemStatus.Finished, null, null, sample.End.Collapse, sample.Rows));
            store.Flush();
        }

        return new WriterLimit((long)sample.Rows.Count * experiment.Ecosystems, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }
}
