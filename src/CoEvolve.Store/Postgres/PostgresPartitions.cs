using System.Globalization;
using Npgsql;

namespace CoEvolve.Store;

/// <summary>The partitions that hold an experiment's rows: one of each table of rows, as text_metric_row_7.</summary>
internal static class PostgresPartitions
{
    private static readonly string[] Tables = ["text_metric_row", "image_metric_row", "caption_metric_row", "snapshot_row"];

    /// <summary>Where rows of <paramref name="table"/> that belong to an experiment are copied to.</summary>
    public static string Name(string table, long experiment) => string.Create(CultureInfo.InvariantCulture, $"{table}_{experiment}");

    /// <summary>Makes an experiment's partitions, within the caller's transaction. Waits neither for readers nor for nodes.</summary>
    /// <param name="connection">In the transaction that adds the experiment.</param>
    /// <param name="at">The experiment; its last ecosystem included.</param>
    // Not PARTITION OF, which would lock out everybody who reads or writes the whole table.
    public static void Make(NpgsqlConnection connection, IdOffsets at)
    {
        foreach (string table in Tables)
        {
            string partition = Name(table, at.Experiment);
            PostgresServer.Execute(connection, string.Create(CultureInfo.InvariantCulture, $"""
                CREATE TABLE {partition} (LIKE {table} INCLUDING STORAGE);
                ALTER TABLE {table} ATTACH PARTITION {partition} FOR VALUES FROM ({at.Ecosystem + 1}) TO ({at.LastEcosystem + 1})
                """));
        }
    }

    /// <summary>Makes the indexes of an experiment's keys, as far as they are not there. Cost: one sort of each partition.</summary>
    // By a function of the tables' owner, which a node need not be; Migrations/0003-indexes.sql has it.
    public static void MakeIndexes(NpgsqlConnection connection, long experiment)
    {
        using var command = connection.Command("SELECT make_row_indexes(@experiment)", ("@experiment", experiment));
        command.ExecuteNonQuery();
    }
}
