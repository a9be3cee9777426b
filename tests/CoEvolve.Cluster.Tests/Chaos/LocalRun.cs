namespace CoEvolve.Cluster.Tests;

/// <summary>
/// The experiment of the chaos rounds as one process computes it alone, without a server: what every round must equal. It also finds
/// out how many replicates are work enough for this machine.
/// </summary>
internal sealed class LocalRun : IDisposable
{
    // With what is lost to kills and starting anew, that is a round of a minute.
    private const double LeastSecondsOfEachCore = 16;

    private readonly ProcessFolder _folder = new();

    /// <summary>Computes and exports it.</summary>
    /// <param name="journal">Gets what the processes print.</param>
    public LocalRun(Journal journal)
    {
        try
        {
            double seconds = 0;
            for (int replicates = 3; seconds < LeastSecondsOfEachCore * CoresOfRound; replicates *= 2)
            {
                Replicates = replicates;
                string scenario = ChaosScenario.Write(_folder, replicates);
                TimeSpan start = journal.Elapsed;
                ChildProcess.RunCommand(_folder, journal, "local", "run", scenario, "--out", "local.db", "--quiet", "--force");
                seconds = (journal.Elapsed - start).TotalSeconds * Environment.ProcessorCount;
            }

            foreach (string format in Export.Formats)
                ChildProcess.RunCommand(_folder, journal, "local", "export", "local.db", "--format", format, "--out", format);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Of every point.</summary>
    public int Replicates { get; private set; }

    // Each node of a round keeps one busy.
    private static int CoresOfRound => Math.Min(NodeFleet.Nodes, Environment.ProcessorCount);

    /// <summary>The folder with its export.</summary>
    /// <param name="format">csv or json.</param>
    public string ExportFolder(string format) => _folder.File(format);

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
