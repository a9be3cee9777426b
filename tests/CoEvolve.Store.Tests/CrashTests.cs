using System.Diagnostics;
using CoEvolve.Engines;

namespace CoEvolve.Store.Tests;

public sealed class CrashTests : IDisposable
{
    private const int Generations = 40;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>What the killed process does: it runs without end, and says so after each transaction but the first few.</summary>
    internal static void RunUntilKilled(string path)
    {
        int transactions = 0;
        var options = new SqliteStoreOptions
        {
            TransactionRows = 50,
            BeforeTransactionEnds = () =>
            {
                if (++transactions > 5)
                    Console.WriteLine("a transaction is about to end");
            },
        };
        using var store = SqliteRunStore.Create(path, Samples.Experiment(replicates: 100_000, generations: Generations), false, options);
        Samples.Run(store, Generations, 7);
    }

    [Fact]
    public void A_killed_run_leaves_a_file_that_goes_on()
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (string argument in new[] { "exec", typeof(CrashTests).Assembly.Location, _folder.Results })
            start.ArgumentList.Add(argument);
        using Process child = Process.Start(start)!;
        try
        {
            for (int transaction = 0; transaction < 40; transaction++)
                Assert.NotNull(child.StandardOutput.ReadLine());
        }
        finally
        {
            child.Kill();
            child.WaitForExit();
        }

        Assert.Contains("results.db-wal", _folder.Names);
        CheckAndGoOn(_folder.Results);
    }

    [Fact]
    public void A_copy_taken_at_any_moment_agrees_with_itself()
    {
        var copies = new List<string>();
        string Copy()
        {
            string copy = Path.Combine(_folder.Folder, $"copy-{copies.Count}.db");
            foreach (string ending in new[] { "", "-wal" })
                File.Copy(_folder.Results + ending, copy + ending);
            copies.Add(copy);
            return copy;
        }

        var options = new SqliteStoreOptions { TransactionRows = 200, BeforeTransactionEnds = () => Copy() };
        using (var store = SqliteRunStore.Create(_folder.Results, Samples.Experiment(replicates: 12, generations: Generations), false, options))
        {
            Samples.Run(store, Generations, 7);
            store.Flush();
        }

        Assert.True(copies.Count >= 5, $"{copies.Count} copies");
        foreach (string copy in copies)
            CheckAndGoOn(copy);
    }

    private static void CheckAndGoOn(string path)
    {
        using (ResultsReader reader = ResultsReader.Open(path))
            Assert.Null(reader.Experiment().FinishedAt);
        Consistency.Check(path);
        long finished = TemporaryFolder.Count(path, "SELECT count(*) FROM ecosystem WHERE status = 'finished'");
        using (var store = SqliteRunStore.Open(path))
        {
            Assert.Equal(store.Experiment.Ecosystems - finished, store.Unfinished);
            foreach (ClaimedEcosystem ecosystem in store.Claim(12))
            {
                if (ecosystem.Generation > 0)
                    Assert.Equal(Samples.Checkpoint(ecosystem.Id, ecosystem.Generation), ecosystem.Checkpoint);
                store.Commit(Samples.Slice(ecosystem, Generations, Generations));
            }

            store.Flush();
        }

        Consistency.Check(path);
    }
}
