using CoEvolve.Engines;
using Microsoft.Data.Sqlite;

namespace CoEvolve.Store.Tests;

public sealed class CreationTests : IDisposable
{
    private static readonly SqliteStoreOptions Impatient = new() { LockTimeout = TimeSpan.FromSeconds(1) };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_existing_file_is_refused_with_a_remedy_and_stays_as_it_is()
    {
        SqliteRunStore.Create(_folder.Results, Samples.Experiment(), false).Dispose();
        byte[] before = File.ReadAllBytes(_folder.Results);
        StoreException refusal = Refused(overwrite: false);
        Assert.Contains(_folder.Results, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("--force", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("--out", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_folder.Results));
        Assert.Equal(["results.db"], _folder.Names);
    }

    [Fact]
    public void Overwriting_replaces_an_older_results_file()
    {
        SqliteRunStore.Create(_folder.Results, Samples.Experiment() with { Name = "old" }, false).Dispose();
        SqliteRunStore.Create(_folder.Results, Samples.Experiment() with { Name = "new" }, true).Dispose();
        Assert.Equal("new", _folder.Query("SELECT name FROM experiment")[0][0]);
        Assert.Equal(["results.db"], _folder.Names);
    }

    [Fact]
    public void Overwriting_replaces_an_empty_file_and_makes_a_missing_one()
    {
        File.WriteAllBytes(_folder.Results, []);
        SqliteRunStore.Create(_folder.Results, Samples.Experiment(), true).Dispose();
        File.Delete(_folder.Results);
        SqliteRunStore.Create(_folder.Results, Samples.Experiment(), true).Dispose();
        Assert.Equal(3, _folder.Count("SELECT count(*) FROM ecosystem"));
    }

    [Fact]
    public void Overwriting_never_replaces_a_text_file()
    {
        File.WriteAllText(_folder.Results, "my thesis\n");
        Assert.Contains("not a CoEvolve results file", Refused(overwrite: true).Message, StringComparison.Ordinal);
        Assert.Equal("my thesis\n", File.ReadAllText(_folder.Results));
        Assert.Equal(["results.db"], _folder.Names);
    }

    [Fact]
    public void Overwriting_never_replaces_another_programs_database()
    {
        _folder.Execute("CREATE TABLE thesis (page); INSERT INTO thesis VALUES (1)");
        Assert.Contains("not a CoEvolve results file", Refused(overwrite: true).Message, StringComparison.Ordinal);
        Assert.Equal(1, _folder.Count("SELECT page FROM thesis"));
        Assert.Equal(["results.db"], _folder.Names);
    }

    [Fact]
    public void Overwriting_replaces_a_damaged_results_file()
    {
        SqliteRunStore.Create(_folder.Results, Samples.Experiment(), false).Dispose();
        byte[] bytes = File.ReadAllBytes(_folder.Results);
        bytes.AsSpan(4096).Fill(0xee);
        File.WriteAllBytes(_folder.Results, bytes);
        Assert.Throws<StoreException>(() => SqliteRunStore.Open(_folder.Results));
        SqliteRunStore.Create(_folder.Results, Samples.Experiment(), true).Dispose();
        Assert.Equal(["ok"], _folder.Query("PRAGMA integrity_check")[0]);
    }

    [Fact]
    public void Overwriting_a_file_that_a_run_writes_is_refused()
    {
        using var running = SqliteRunStore.Create(_folder.Results, Samples.Experiment() with { Name = "running" }, false);
        Assert.Contains("locked", Refused(overwrite: true).Message, StringComparison.Ordinal);
        Samples.Run(running, 10, 5);
        running.Flush();
        Assert.Equal(["running"], _folder.Query("SELECT name FROM experiment")[0]);
    }

    [Fact]
    public void A_file_that_another_connection_has_locked_is_refused()
    {
        SqliteRunStore.Create(_folder.Results, Samples.Experiment(), false).Dispose();
        using SqliteConnection other = TemporaryFolder.Connect(_folder.Results);
        using SqliteCommand command = other.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        command.ExecuteNonQuery();
        Assert.Contains("locked", Refused(overwrite: true).Message, StringComparison.Ordinal);
        Assert.Contains("locked", Assert.Throws<StoreException>(() => SqliteRunStore.Open(_folder.Results, Impatient)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_deleted_file_left_behind_is_not_mixed_into_a_new_one()
    {
        File.WriteAllText(_folder.Results + "-wal", "left over");
        Assert.Contains("results.db-wal", Refused(overwrite: false).Message, StringComparison.Ordinal);
        SqliteRunStore.Create(_folder.Results, Samples.Experiment(), true).Dispose();
        Assert.Equal(["results.db"], _folder.Names);
    }

    [Fact]
    public void A_missing_folder_a_folder_and_a_path_through_a_file_are_refused()
    {
        File.WriteAllText(Path.Combine(_folder.Folder, "file"), "");
        Directory.CreateDirectory(_folder.Results);
        foreach ((string path, string reason) in new[]
        {
            (Path.Combine(_folder.Folder, "missing", "results.db"), "does not exist"),
            (_folder.Results, "is a folder"),
            (Path.Combine(_folder.Folder, "file", "results.db"), "does not exist"),
        })
        {
            StoreException refusal = Assert.Throws<StoreException>(() => SqliteRunStore.Create(path, Samples.Experiment(), true));
            Assert.StartsWith(path, refusal.Message, StringComparison.Ordinal);
            Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        }

        Assert.Equal(["file", "results.db"], _folder.Names);
    }

    [UnwritableFolderFact]
    public void A_folder_that_may_not_be_written_is_refused()
    {
        using var folder = new UnwritableFolder();
        string path = Path.Combine(folder.Path, "results.db");
        StoreException refusal = Assert.Throws<StoreException>(() => SqliteRunStore.Create(path, Samples.Experiment(), false));
        Assert.StartsWith(path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("--out", refusal.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void A_creation_that_fails_half_way_leaves_nothing_behind()
    {
        SqliteRunStore.Create(_folder.Results, Samples.Experiment() with { Name = "old" }, false).Dispose();
        ExperimentDefinition broken = Samples.Experiment() with { Captions = ["chat", null!] };
        Assert.Throws<StoreException>(() => SqliteRunStore.Create(_folder.Results, broken, true));
        Assert.Equal(["results.db"], _folder.Names);
        Assert.Equal("old", _folder.Query("SELECT name FROM experiment")[0][0]);
    }

    [Fact]
    public void An_experiment_without_ecosystems_is_refused()
    {
        Assert.Throws<ArgumentException>(() => SqliteRunStore.Create(_folder.Results, Samples.Experiment(replicates: 0), false));
        Assert.Throws<ArgumentException>(() => SqliteRunStore.Create(_folder.Results, Samples.Experiment() with { Points = [] }, false));
        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void Opening_refuses_what_is_missing_foreign_or_newer()
    {
        Assert.Contains("no such file", Assert.Throws<StoreException>(() => SqliteRunStore.Open(_folder.Results)).Message, StringComparison.Ordinal);
        File.WriteAllText(_folder.Results, "my thesis");
        Assert.Contains("not a CoEvolve results file", Assert.Throws<StoreException>(() => SqliteRunStore.Open(_folder.Results)).Message, StringComparison.Ordinal);
        Assert.Contains("not a CoEvolve results file", Assert.Throws<StoreException>(() => ResultsReader.Open(_folder.Results)).Message, StringComparison.Ordinal);
        File.Delete(_folder.Results);
        SqliteRunStore.Create(_folder.Results, Samples.Experiment(), false).Dispose();
        _folder.Execute("PRAGMA user_version = 3");
        Assert.Contains("its format is 3", Assert.Throws<StoreException>(() => SqliteRunStore.Open(_folder.Results)).Message, StringComparison.Ordinal);
        Assert.Contains("its format is 3", Assert.Throws<StoreException>(() => ResultsReader.Open(_folder.Results)).Message, StringComparison.Ordinal);
        Assert.Contains("is a folder", Assert.Throws<StoreException>(() => SqliteRunStore.Open(_folder.Folder)).Message, StringComparison.Ordinal);
    }

    private StoreException Refused(bool overwrite) =>
        Assert.Throws<StoreException>(() => SqliteRunStore.Create(_folder.Results, Samples.Experiment(), overwrite, Impatient));
}
