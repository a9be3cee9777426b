using System.Globalization;
using CoEvolve.Measuring;

namespace CoEvolve.ClusterBench;

/// <summary>Runs of <c>coevolve run</c> into a file, as processes of their own.</summary>
internal sealed class LocalRun : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("coevolve-cluster-bench-").FullName;
    private readonly double _startup;
    private readonly double _startupProcessor;

    /// <summary>Measures how long a run of next to nothing takes, which is not counted afterwards.</summary>
    public LocalRun()
    {
        var startups = new List<(double Seconds, double ProcessorSeconds)>();
        for (int i = 0; i < 4; i++)
            startups.Add(Run(new BenchWork("small", "replicates=1", "generations=1"), parallel: 1));
        _startup = Spread.Of(startups.Skip(1).Select(run => run.Seconds)).Median; // the first finds nothing of it in memory
        _startupProcessor = Spread.Of(startups.Skip(1).Select(run => run.ProcessorSeconds)).Median;
    }

    /// <summary>Runs it, and leaves the start of the program out.</summary>
    public TimedRun Of(BenchWork work, int parallel)
    {
        (double seconds, double processor) = Run(work, parallel);
        Scenarios.ResolvedExperiment experiment = work.Load();
        double generations = (double)experiment.Ecosystems * experiment.Points[0].Spec.Generations;
        return new TimedRun(generations, seconds - _startup, seconds - _startup, processor - _startupProcessor, ServerSeconds: 0);
    }

    /// <summary>The work with as many replicates as take about so long.</summary>
    public BenchWork Lasting(BenchWork work, int parallel, double seconds)
    {
        int replicates = work.Load().Replicates;
        while (true)
        {
            double took = Of(work.With(replicates), parallel).Seconds;
            if (took > seconds / 4)
                return work.With((int)Math.Ceiling(replicates * seconds / took));
            replicates *= 4;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private (double Seconds, double ProcessorSeconds) Run(BenchWork work, int parallel)
    {
        string file = Path.Combine(_folder, "results.db");
        (double, double) took = CommandProcess.Run(
            ["run", .. work.Arguments, "--parallel", parallel.ToString(CultureInfo.InvariantCulture), "--out", file, "--quiet"]);
        foreach (string left in Directory.GetFiles(_folder))
            File.Delete(left);
        return took;
    }
}
