using System.Globalization;
using CoEvolve.Engines;
using Microsoft.Data.Sqlite;

namespace CoEvolve.Store;

/// <summary>Reads from a file what is left to do.</summary>
internal static class StoredClaims
{
    /// <exception cref="StoreException">An ecosystem is under way without a checkpoint of its generation, or some are missing.</exception>
    public static EcosystemClaims Read(SqliteConnection connection, ExperimentDefinition experiment)
    {
        CheckCount(connection, experiment);
        var claims = new EcosystemClaims(experiment.Ecosystems, experiment.Replicates);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = """
            SELECT e.id, e.status, e.generation, c.state
            FROM ecosystem e LEFT JOIN checkpoint c ON c.ecosystem_id = e.id AND c.generation = e.generation
            WHERE e.status <> 'waiting' ORDER BY e.id
            """;
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
        {
            long id = row.GetInt64(0);
            EcosystemStatus status = StatusText.Status(row.GetString(1));
            byte[]? checkpoint = status != EcosystemStatus.Running || row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3);
            if (id < 1 || id > experiment.Ecosystems || (status == EcosystemStatus.Running && checkpoint is null))
            {
                throw new StoreException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{connection.DataSource}: ecosystem {id} cannot go on: its checkpoint is missing, or it is not one of "
                    + $"{experiment.Ecosystems}. The file was changed by hand; start again with --force."));
            }

            claims.Restore(id, status, row.GetInt32(2), checkpoint);
        }

        return claims;
    }

    private static void CheckCount(SqliteConnection connection, ExperimentDefinition experiment)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM ecosystem";
        long count = (long)command.ExecuteScalar()!, expected = (long)experiment.Points.Count * experiment.Replicates;
        if (count < 1 || count != expected)
        {
            throw new StoreException(string.Create(
                CultureInfo.InvariantCulture,
                $"{connection.DataSource}: it has {count} ecosystems, and its experiment {experiment.Points.Count} points with {experiment.Replicates} replicates. "
                + $"The file was changed by hand; start again with --force."));
        }
    }
}
