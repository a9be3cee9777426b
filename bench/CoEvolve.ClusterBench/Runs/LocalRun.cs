using System.Globalization;

namespace CoEvolve.ClusterBench;

/// <summary>Runs of <c>coevolve run</c> into a file, as processes of their own.</summary>
internal sealed class LocalRun : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("coevolve-cluster-bench-").FullName;

    /// <summary>Runs it, and leaves out what a run costs that only warms up (<see cref="BenchWork.WarmUp"/>): nodes are warm too.</summary>
    public TimedRun Of(BenchWork work, int parallel)
    {
        (double warmSeconds, double warmProcessor) = Run(work.WarmUp(), parallel);
        (double seconds, double processor) = Run(work.AndWarmUp(), parallel);
        Scenarios.ResolvedExperiment experiment = work.Load();
        double generations = (double)experiment.Ecosystems * experiment.Points[0].Spec.Generations;
        return new TimedRun(generations, seconds - warmSeconds, seconds - warmSeconds, processor - warmProcessor, ServerSeconds: 0);
    }

    /// <summary>The work with as many replicates as take about so long.</summary>
    public BenchWork Lasting(BenchWork work, int parallel, double seconds)
    {
        int replicates = work.Load().Replicates;
        while (true)
        {
            double took = Run(work.With(replicates), parallel).Seconds;
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
