using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CoEvolve.Store;

/// <summary>The journal of a file while it is written: readers and the writer do not wait for each other, and a kill costs what was not committed.</summary>
internal static class WriteAheadLog
{
    /// <summary>Puts the file into this mode, if it is not.</summary>
    /// <exception cref="SqliteException">SQLite failed, or somebody reads the file just now.</exception>
    public static void Enter(SqliteConnection connection, SqliteStoreOptions options)
    {
        // A transaction of 100,000 rows has 6 to 8 MB: it should fit the cache, and not be copied back each time.
        ResultsFile.Execute(connection, """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = NORMAL;
            PRAGMA cache_size = -32768;
            PRAGMA wal_autocheckpoint = 4000;
            """);
        if (options.MaximumPages > 0)
            ResultsFile.Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {options.MaximumPages}"));
    }

    /// <summary>Leaves the mode, with nothing beside the file, unless somebody else still has it open. Never throws.</summary>
    public static void Leave(SqliteConnection connection)
    {
        // A file that has left WAL can be read from folders that may not be written; with readers about it stays as it is.
        raw.sqlite3_busy_timeout(connection.Handle!, 0);
        raw.sqlite3_exec(connection.Handle!, "PRAGMA wal_checkpoint(TRUNCATE)");
        raw.sqlite3_exec(connection.Handle!, "PRAGMA journal_mode = DELETE");
    }

    /// <summary>Runs <paramref name="change"/> in one transaction of its own; nothing of it stays if it throws.</summary>
    /// <exception cref="SqliteException">SQLite failed.</exception>
    public static T Transaction<T>(SqliteConnection connection, Func<T> change)
    {
        ResultsFile.Execute(connection, "BEGIN IMMEDIATE");
        try
        {
            T result = change();
            ResultsFile.Execute(connection, "COMMIT");
            return result;
        }
        catch
        {
            // After some errors SQLite has rolled back by itself; this then does nothing.
            raw.sqlite3_exec(connection.Handle!, "ROLLBACK");
            throw;
        }
    }
}
