using Microsoft.Data.Sqlite;

namespace CoEvolve.Cli.Tests.HostileInput;

/// <summary>Two small results files: of a run that is finished, and of one that was interrupted.</summary>
internal sealed class SampleResults : IDisposable
{
    private const string Text = """
        replicates: 3
        generations: 40
        vocabulary: { captions: [cat, dog, bird, fish] }
        textModel: { captionsPerGeneration: 30 }
        record: { every: 2, captions: true, snapshots: [0, 20, 40] }
        sweep: { corpus.captionsPerGeneration: [0, 4] }

        """;

    private readonly TemporaryFolder _folder = new();

    public SampleResults()
    {
        Scenario = _folder.Write("study.yaml", Text);
        Finished = Make("finished.db", expected: 0, CancellationToken.None);
        Interrupted = Make("interrupted.db", expected: 130, new CancellationToken(canceled: true));
    }

    public string Scenario { get; }

    public byte[] Finished { get; }

    public byte[] Interrupted { get; }

    /// <summary>Where the file under test is put.</summary>
    public string Path => _folder.File("hostile.db");

    public string Folder => _folder.Path;

    public ToolResult Resume() => Tool.Run("run", Scenario, "--out", Path, "--resume", "--quiet", "--parallel", "1");

    /// <summary>Puts a file under test, and nothing beside it.</summary>
    public void Put(byte[] bytes)
    {
        foreach (string file in Directory.GetFiles(_folder.Path, "hostile.db*"))
            File.Delete(file);
        File.WriteAllBytes(Path, bytes);
    }

    /// <summary>A results file after some SQL that no constraint forbids it.</summary>
    public byte[] Altered(byte[] original, string sql)
    {
        string path = _folder.File("altered.db");
        File.WriteAllBytes(path, original);
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False;Foreign Keys=False"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = DELETE; PRAGMA ignore_check_constraints = ON; " + sql;
            command.ExecuteNonQuery();
        }

        return File.ReadAllBytes(path);
    }

    public void Dispose() => _folder.Dispose();

    private byte[] Make(string name, int expected, CancellationToken interruption)
    {
        Assert.Equal(expected, Tool.Run(interruption, "run", Scenario, "--out", _folder.File(name), "--quiet", "--parallel", "1").ExitCode);
        return File.ReadAllBytes(_folder.File(name));
    }
}
