using System.Globalization;
using CoEvolve.Engines;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CoEvolve.Store;

/// <summary>Opens results files, and tells them from other files.</summary>
internal static class ResultsFile
{
    /// <summary>The bytes "CoEv" in SQLite's header; set by schema.sql.</summary>
    public const int ApplicationId = 0x436F4576;

    /// <summary>The newest format that this program knows, and the one it writes; set by format-2.sql.</summary>
    public const int FormatVersion = 2;

    /// <summary>What SQLite may put beside a file.</summary>
    public static readonly IReadOnlyList<string> Companions = ["-wal", "-shm", "-journal"];

    /// <summary>Opens a connection of its own (no pool: closing it closes the file).</summary>
    /// <exception cref="SqliteException">SQLite cannot open it.</exception>
    public static SqliteConnection Connect(string path, SqliteOpenMode mode, TimeSpan lockTimeout)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            ForeignKeys = false,
            DefaultTimeout = Math.Max(1, (int)Math.Ceiling(lockTimeout.TotalSeconds)),
        }.ConnectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens an existing results file of a format that this program knows.</summary>
    /// <exception cref="StoreException">It is missing, foreign, newer, locked or may not be read or written.</exception>
    public static SqliteConnection OpenExisting(string path, SqliteOpenMode mode, TimeSpan lockTimeout)
    {
        if (Directory.Exists(path))
            throw new StoreException($"{path}: this is a folder. Name a results file.");
        if (!File.Exists(path))
            throw new StoreException($"{path}: there is no such file. Check the name, or run the scenario first.");
        // A results file is never empty; a pipe or a device always is, and opening one could wait for ever.
        if (new FileInfo(path).Length == 0)
            throw new StoreException($"{path}: this is empty, and no CoEvolve results file. Choose another file.");
        SqliteConnection? connection = null;
        try
        {
            connection = Connect(path, mode, lockTimeout);
            if (!IsOurs(connection))
                throw new StoreException($"{path}: this is not a CoEvolve results file. Choose another file.");
            long version = Version(connection);
            if (version is < 1 or > FormatVersion)
            {
                throw new StoreException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path}: its format is {version}; this program knows 1 to {FormatVersion}. Use the version that wrote it, "
                    + $"or a newer one."));
            }

            if (mode == SqliteOpenMode.ReadWrite && raw.sqlite3_db_readonly(connection.Handle!, "main") == 1)
                throw new StoreException($"{path}: the file may not be written. Change its permissions, or copy it elsewhere.");
            Formats.Adapt(connection, version);
            return connection;
        }
        catch (Exception exception) when (exception is SqliteException or StoreException)
        {
            connection?.Dispose();
            throw SqliteErrors.Explain(path, exception);
        }
    }

    /// <summary>True if the file carries our application_id.</summary>
    public static bool IsOurs(SqliteConnection connection) => Pragma(connection, "application_id") == ApplicationId;

    /// <summary>The file's format.</summary>
    public static long Version(SqliteConnection connection) => Pragma(connection, "user_version");

    /// <summary>Runs statements that return nothing.</summary>
    public static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static long Pragma(SqliteConnection connection, string name)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return (long)command.ExecuteScalar()!;
    }
}
