using Microsoft.Data.Sqlite;

namespace CoEvolve.Store.Tests;

/// <summary>A folder of one test's own, and plain SQL on the files in it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("coevolve-store-").FullName;

    public string Results => Path.Combine(Folder, "results.db");

    public IEnumerable<string> Names => Directory.EnumerateFileSystemEntries(Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    public static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False;Foreign Keys=False;Default Timeout=1");
        connection.Open();
        return connection;
    }

    public static List<object?[]> Query(string path, string sql)
    {
        using SqliteConnection connection = Connect(path);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        return rows;
    }

    public static long Count(string path, string sql) => (long)Query(path, sql)[0][0]!;

    public static void Execute(string path, string sql)
    {
        using SqliteConnection connection = Connect(path);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public List<object?[]> Query(string sql) => Query(Results, sql);

    public long Count(string sql) => Count(Results, sql);

    public void Execute(string sql) => Execute(Results, sql);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
