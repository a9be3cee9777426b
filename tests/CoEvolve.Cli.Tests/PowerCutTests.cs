using System.Diagnostics;

namespace CoEvolve.Cli.Tests;

/// <summary>
/// A run is killed with kill -9, and its write-ahead log is torn as a power cut tears it: cut short anywhere, or with
/// rubbish at its end. What was stored whole before that goes on to the rows of a run that was left alone.
/// </summary>
public sealed class PowerCutTests : IDisposable
{
    private const int Replicates = 800;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_torn_log_loses_the_last_moments_and_nothing_else()
    {
        string scenario = _folder.Write("a.yaml", $$"""
            replicates: {{Replicates}}
            generations: 1000
            vocabulary: { captions: 4, prior: zipf }
            textModel: { captionsPerGeneration: 40 }
            userContent: { imagesPerCaption: 1, source: initial }
            record: { every: 100, captions: false }

            """);
        Assert.Equal(0, Tool.Run("run", scenario, "--out", _folder.File("whole.db"), "--quiet").ExitCode);
        string whole = Database.Everything(_folder.File("whole.db"));
        byte[] file = KilledRun(scenario, out byte[] log);

        // Whole, its last byte gone, a frame cut through, half of it gone, nothing of it left, rubbish in its last quarter.
        byte[][] torn = [log, log[..^1], log[..^2000], log[..(log.Length / 2)], [], Spoilt(log)];
        foreach (byte[] rest in torn)
        {
            string store = _folder.File("torn.db");
            File.WriteAllBytes(store, file);
            File.WriteAllBytes(store + "-wal", rest);
            ToolResult resumed = Tool.Run("run", scenario, "--out", store, "--resume", "--quiet");

            Assert.Equal((0, ""), (resumed.ExitCode, resumed.Error));
            Assert.Equal(whole, Database.Everything(store));
            File.Delete(store);
        }
    }

    // The results file and its log as the kill left them: some ecosystems stored, some not.
    private byte[] KilledRun(string scenario, out byte[] log)
    {
        string store = _folder.File("killed.db");
        using Process process = Process.Start(Shell.Start(_folder.Path, "dotnet", Shell.Command, "run", scenario, "--out", store, "--quiet", "--parallel", "1"))!;
        SpinWait.SpinUntil(() => process.HasExited || (File.Exists(store) && Finished(store) > 0));
        process.Kill();
        process.WaitForExit();
        log = File.ReadAllBytes(store + "-wal");
        byte[] file = File.ReadAllBytes(store);
        Assert.InRange(Finished(store), 1, Replicates - 1);
        return file;
    }

    private static int Finished(string store) => (int)Database.Number(store, "SELECT count(*) FROM ecosystem WHERE status = 'finished'");

    private static byte[] Spoilt(byte[] log)
    {
        byte[] spoilt = [.. log];
        new Random(1).NextBytes(spoilt.AsSpan(log.Length * 3 / 4));
        return spoilt;
    }
}
