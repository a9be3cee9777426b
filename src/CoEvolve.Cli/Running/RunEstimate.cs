using System.Diagnostics;
using System.Globalization;
using CoEvolve.Actors;
using CoEvolve.Engines;
using CoEvolve.Scenarios;

namespace CoEvolve.Cli;

/// <summary>What a run would be: ecosystems and rows exactly, bytes and minutes from what rows take and a short calibration.</summary>
internal sealed class RunEstimate
{
    private static readonly TimeSpan Calibration = TimeSpan.FromSeconds(2);

    // Bytes a row takes in a finished file, indexes included; measured on runs of the shipped scenarios.
    private const long TextRow = 95, ImageRow = 110, CaptionRow = 62, EcosystemRow = 60;

    private readonly ResolvedExperiment _experiment;
    private readonly ExperimentDefinition _definition;
    private readonly IEngine _engine;
    private readonly int _parallel;

    public RunEstimate(ResolvedExperiment experiment, ExperimentDefinition definition, IEngine engine, int parallel)
    {
        _experiment = experiment;
        _definition = definition;
        _engine = engine;
        _parallel = parallel;
    }

    /// <summary>Calibrates and prints.</summary>
    public void Print(TextWriter output)
    {
        long rows = 0, bytes = _definition.Datasets.Sum(d => (long)d.Bytes.Length) + (EcosystemRow * _experiment.Ecosystems), generations = 0;
        foreach (ResolvedPoint point in _experiment.Points)
        {
            (long pointRows, long pointBytes) = OneEcosystem(point.Spec);
            rows += pointRows * _experiment.Replicates;
            bytes += pointBytes * _experiment.Replicates;
            generations += (long)point.Spec.Generations * _experiment.Replicates;
        }

        double rate = Calibrate();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ecosystems  {_experiment.Ecosystems:N0} ({_experiment.Points.Count:N0} points × {_experiment.Replicates:N0} replicates)"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"rows        {rows:N0}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bytes       about {bytes:N0}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"minutes     about {generations / rate / 60:0.##} ({generations:N0} generations at {rate:N0}/s, {_parallel} at a time)"));
    }

    private static (long Rows, long Bytes) OneEcosystem(EcosystemSpec spec)
    {
        RecordingSpec record = spec.Recording;
        int last = spec.Generations;
        long recorded = record.Every > 0 ? (last / record.Every) + 1 + (last % record.Every > 0 ? 1 : 0) : Math.Min(last + 1, 2);
        long texts = recorded * spec.TextModels.Length, images = recorded * spec.ImageModels.Length;
        long captions = record.Captions ? images * spec.Captions : 0;
        long snapshots = record.Snapshots.Count, models = spec.TextModels.Length + spec.ImageModels.Length;
        long k = spec.Captions, d = spec.Dimension;
        long snapshotBytes = snapshots * 8 * ((spec.TextModels.Length * k) + (spec.ImageModels.Length * k * d * (d + 1)));
        return (texts + images + captions + (snapshots * models), (texts * TextRow) + (images * ImageRow) + (captions * CaptionRow) + snapshotBytes);
    }

    // Generations a second over all threads: each takes the sampled points in turn, from their beginning, where all
    // captions are still alive and work is dearest. Nobody is there who would end a pause.
    private double Calibrate()
    {
        int[] points = [.. new[] { 0, _experiment.Points.Count / 2, _experiment.Points.Count - 1 }.Distinct()];
        long start = Stopwatch.GetTimestamp(), generations = 0;
        Parallel.For(0, _parallel, new ParallelOptions { MaxDegreeOfParallelism = _parallel }, thread =>
        {
            for (int i = 0; Stopwatch.GetElapsedTime(start) < Calibration; i++)
            {
                EcosystemSpec spec = _experiment.Points[points[(thread + i) % points.Length]].Spec.WithoutCommands();
                using IEcosystemHost host = _engine.Open(spec, EcosystemCheckpoint.Initial(spec, thread + 1), new Nothing());
                do
                {
                    host.RunUntil(host.Generation + 1);
                    Interlocked.Increment(ref generations);
                }
                while (host.Generation < spec.Generations && Stopwatch.GetElapsedTime(start) < Calibration);
            }
        });
        return generations / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private sealed class Nothing : IRecordSink
    {
        public void Take(GenerationRecord record)
        {
        }
    }
}
