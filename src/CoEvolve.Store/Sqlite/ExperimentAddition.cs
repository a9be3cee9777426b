using CoEvolve.Engines;
using Microsoft.Data.Sqlite;

namespace CoEvolve.Store;

/// <summary>Adds an experiment to a results file that is there, whole or not at all.</summary>
internal static class ExperimentAddition
{
    /// <param name="connection">To the file, which nobody else may be writing.</param>
    /// <param name="experiment">Its ecosystems will all be waiting.</param>
    /// <param name="options">Of the store that adds it.</param>
    /// <returns>The experiment's id.</returns>
    /// <exception cref="SqliteException">SQLite failed; the file is as it was.</exception>
    public static long Add(SqliteConnection connection, ExperimentDefinition experiment, SqliteStoreOptions options)
    {
        // Not with a rollback journal: a program killed while it adds would leave a file that only a writer can open.
        WriteAheadLog.Enter(connection, options);
        try
        {
            return WriteAheadLog.Transaction(connection, () =>
            {
                Formats.Upgrade(connection);
                ResultsFile.Execute(connection, EmbeddedSql.DropIndexes);
                return SqliteExperimentTables.Write(connection, experiment);
            });
        }
        catch
        {
            WriteAheadLog.Leave(connection);
            throw;
        }
    }
}
