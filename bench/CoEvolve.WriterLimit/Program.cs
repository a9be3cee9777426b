// The writer's own limit: stores as many rows as a run of the scenario would, all made beforehand, with nothing computed
// beside it. Usage: CoEvolve.WriterLimit SCENARIO.yaml RESULTS.db. Prints rows, seconds and rows a second.
using System.Diagnostics;
using System.Globalization;
using CoEvolve.Actors;
using CoEvolve.Engines;
using CoEvolve.Scenarios;
using CoEvolve.Store;
using CoEvolve.WriterLimit;

ResolvedExperiment experiment = ScenarioFile.Load(args[0]);
EcosystemSpec spec = experiment.Points[0].Spec;
var definition = new ExperimentDefinition(
    experiment.Scenario.Name, experiment.ResolvedYaml, spec.Seed, "bench", "bench", DateTimeOffset.UnixEpoch, spec.Generations,
    [.. experiment.Points.Select(p => p.Values)], experiment.Replicates,
    [new ModelDefinition("text", ModelKind.Text), new ModelDefinition("image", ModelKind.Image)],
    experiment.Vocabulary, []);

// One real ecosystem's rows, stored again for every ecosystem: the writer cannot tell.
var recorder = new Recorder();
EcosystemCheckpoint end;
using (IEcosystemHost host = new LocalEngine().Open(spec, EcosystemCheckpoint.Initial(spec, 1), recorder))
{
    host.RunUntil(spec.Generations);
    end = host.TakeCheckpoint();
}

long start = Stopwatch.GetTimestamp();
using (SqliteRunStore store = SqliteRunStore.Create(args[1], definition, overwrite: true))
{
    while (store.Claim(1) is [ClaimedEcosystem claim])
        store.Commit(new SliceCommit(claim.Id, 0, spec.Generations, EcosystemStatus.Finished, null, null, end.Collapse, recorder.Rows));
    store.Flush();
}

double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
long rows = (long)recorder.Rows.Count * experiment.Ecosystems;
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows} rows {seconds:0.00} s {rows / seconds:0} rows/s"));
