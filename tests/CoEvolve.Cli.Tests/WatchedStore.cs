using CoEvolve.Store;
using Microsoft.Data.Sqlite;

namespace CoEvolve.Cli.Tests;

/// <summary>A results file of a small sweep, two points with three replicates each, of which the third failed.</summary>
public sealed class WatchedStore : IDisposable
{
    private const string Text = """
        name: small
        seed: 7
        replicates: 3
        generations: 12
        vocabulary: { captions: [cat, dog, bird] }
        textModel: { captionsPerGeneration: 20 }
        record: { every: 4, snapshots: [0, 8] }
        sweep: { corpus.captionsPerGeneration: [0, 4] }

        """;

    private readonly TemporaryFolder _folder = new();

    public WatchedStore()
    {
        Scenario = _folder.Write("small.yaml", Text);
        Path = _folder.File("small.db");
        Assert.Equal(1, Tool.Run(() => new ThirdFails(), "run", Scenario, "--out", Path, "--quiet").ExitCode);
        Twice = _folder.File("twice.db");
        File.Copy(Path, Twice);
        using ResultsReader results = ResultsReader.Open(Twice);
        SqliteRunStore.Add(Twice, results.Experiment().Definition with { Name = "again" }).Dispose();
    }

    public string Scenario { get; }

    public string Path { get; }

    /// <summary>A file of the same experiment, and one of the same scenario that nothing was computed of.</summary>
    public string Twice { get; }

    /// <summary>A copy of <see cref="Path"/> after some SQL.</summary>
    internal string Altered(string name, string sql)
    {
        string copy = _folder.File(name);
        File.Copy(Path, copy);
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = copy, Pooling = false }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
        return copy;
    }

    public void Dispose() => _folder.Dispose();
}
