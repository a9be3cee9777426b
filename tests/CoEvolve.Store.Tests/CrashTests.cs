using System.Diagnostics;
using CoEvolve.Engines;

namespace CoEvolve.Store.Tests;

public sealed class CrashTests : IDisposable
{
    private const int Generations = 40;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// What the killed process does: it creates an experiment, or adds one, and runs it without end, and says so after each
    /// transaction but the first few.
    /// </summary>
    internal static void RunUntilKilled(string path, string act)
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
        ExperimentDefinition experiment = act == "create" ? Samples.Experiment(replicates: 100_000, generations: Generations) : Samples.Other(1, 100_000, Generations);
        using var store = act == "create" ? SqliteRunStore.Create(path, experiment, false, options) : SqliteRunStore.Add(path, experiment, options);
        Samples.Finish(store, 7);
    }

    [Fact]
    public void A_killed_run_leaves_a_file_that_goes_on()
    {
        RunAndKill("create");
        CheckAndGoOn(_folder.Results, 1);
    }

    [Fact]
    public void A_killed_run_of_an_added_experiment_goes_on_and_the_first_keeps_every_row()
    {
        using (SqliteRunStore first = SqliteRunStore.Create(_folder.Results, Samples.Experiment(), false))
            Samples.Finish(first, 5);
        string whole = Export("whole");
        RunAndKill("add");
        Assert.Equal(whole, Export("killed"));
        CheckAndGoOn(_folder.Results, 2);
        Assert.Equal(whole, Export("resumed"));
    }

    // Killed in the middle of a transaction, with some stored before it.
    private void RunAndKill(string act)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (string argument in new[] { "exec", typeof(CrashTests).Assembly.Location, _folder.Results, act })
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
            CheckAndGoOn(copy, 1);
    }

    [Fact]
    public void A_copy_taken_at_any_moment_of_an_addition_has_it_whole_or_not_at_all()
    {
        using (SqliteRunStore first = SqliteRunStore.Create(_folder.Results, Samples.Experiment(replicates: 12, generations: Generations), false))
            Samples.Finish(first, 7);
        string[] before = [.. Directory.GetFiles(_folder.Folder)];
        using (SqliteRunStore second = SqliteRunStore.Add(_folder.Results, Samples.Other()))
        {
            // The log holds the whole addition; every prefix of it is what a kill may have left.
            byte[] file = File.ReadAllBytes(_folder.Results), log = File.ReadAllBytes(_folder.Results + "-wal");
            for (int length = 0; length <= log.Length; length += Math.Max(1, log.Length / 40))
                CheckTorn(file, log[..length]);
            CheckTorn(file, log);
        }

        Assert.Equal(before, Directory.GetFiles(_folder.Folder, "results.db*"));
    }

    private void CheckTorn(byte[] file, byte[] log)
    {
        string copy = Path.Combine(_folder.Folder, "torn.db");
        File.WriteAllBytes(copy, file);
        File.WriteAllBytes(copy + "-wal", log);
        Consistency.Check(copy);
        using (ResultsReader reader = ResultsReader.Open(copy))
        {
            int experiments = reader.Experiments().Count;
            int indexes = TemporaryFolder.Query(copy, "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name LIKE '%_row'").Count;
            Assert.Contains((experiments, indexes), new[] { (1, 4), (2, 0) });
            Assert.NotNull(reader.Experiment(1).FinishedAt);
            if (experiments == 2)
                Assert.Equal(8, reader.StatusCounts(2)[EcosystemStatus.Waiting]);
        }

        File.Delete(copy);
        File.Delete(copy + "-wal");
        File.Delete(copy + "-shm");
    }

    private string Export(string name) => string.Concat(
        ResultsExport.Write(_folder.Results, 1, ExportFormat.Csv, Path.Combine(_folder.Folder, name), false).Select(f => File.ReadAllText(f.File)));

    private static void CheckAndGoOn(string path, long experiment)
    {
        using (ResultsReader reader = ResultsReader.Open(path))
            Assert.Null(reader.Experiment(experiment).FinishedAt);
        Consistency.Check(path);
        long finished = TemporaryFolder.Count(path, $"SELECT count(*) FROM ecosystem WHERE experiment_id = {experiment} AND status = 'finished'");
        using (var store = SqliteRunStore.Open(path, experiment: experiment))
        {
            Assert.Equal(store.Experiment.Ecosystems - finished, store.Unfinished);
            foreach (ClaimedEcosystem ecosystem in store.Claim(12))
            {
                if (ecosystem.Generation > 0)
                    Assert.Equal(Samples.Checkpoint(ecosystem.Id, ecosystem.Generation), ecosystem.Checkpoint);
                store.Commit(Samples.Slice(ecosystem, Generations, Generations, store.Experiment));
            }

            store.Flush();
        }

        Consistency.Check(path);
    }
}
