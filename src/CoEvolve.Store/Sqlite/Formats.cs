using Microsoft.Data.Sqlite;

namespace CoEvolve.Store;

/// <summary>
/// What this program does with files of older formats. A file of format 1 holds one experiment; it is read, and its run
/// goes on, without a change to its format. When something is added that format 1 has no place for, it becomes a file of
/// the newest format, which older programs refuse.
/// </summary>
internal static class Formats
{
    /// <summary>Lets the newest format's queries run on an older file, through this connection; writes nothing.</summary>
    public static void Adapt(SqliteConnection connection, long version)
    {
        if (version == 1)
            ResultsFile.Execute(connection, EmbeddedSql.Format1);
    }

    /// <summary>Makes an older file one of the newest format; the caller keeps the transaction.</summary>
    public static void Upgrade(SqliteConnection connection)
    {
        if (ResultsFile.Version(connection) == ResultsFile.FormatVersion)
            return;
        ResultsFile.Execute(connection, "DROP VIEW temp.dataset; DROP VIEW temp.finding; ALTER TABLE dataset RENAME TO dataset_1");
        ResultsFile.Execute(connection, EmbeddedSql.Format2);
        ResultsFile.Execute(connection, """
            INSERT INTO dataset (id, experiment_id, sha256, name, bytes) SELECT id, 1, sha256, name, bytes FROM dataset_1;
            DROP TABLE dataset_1;
            """);
    }
}
