using System.Globalization;
using CoEvolve.Engines;
using Microsoft.Data.Sqlite;

namespace CoEvolve.Store;

/// <summary>Reads from a file what is left to do of an experiment.</summary>
internal static class StoredClaims
{
    /// <exception cref="StoreException">An ecosystem is under way without a checkpoint of its generation, or some are missing.</exception>
    public static EcosystemClaims Read(SqliteConnection connection, IdOffsets offsets, ExperimentDefinition experiment)
    {
        CheckCount(connection, offsets, experiment);
        var claims = new EcosystemClaims(offsets.Experiment, experiment.Ecosystems, experiment.Replicates);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = """
            SELECT e.id, e.status, e.generation, c.state
            FROM ecosystem e LEFT JOIN checkpoint c ON c.ecosystem_id = e.id AND c.generation = e.generation
            WHERE e.id > $offset AND e.id <= $last AND e.status <> 'waiting' ORDER BY e.id
            """;
        command.Parameters.AddWithValue("$offset", offsets.Ecosystem);
        command.Parameters.AddWithValue("$last", offsets.LastEcosystem);
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
        {
            long id = row.GetInt64(0) - offsets.Ecosystem;
            EcosystemStatus status = StatusText.Status(row.GetString(1));
            bool goesOn = status is EcosystemStatus.Running or EcosystemStatus.Paused;
            byte[]? checkpoint = !goesOn || row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3);
            if (goesOn && checkpoint is null)
            {
                throw new StoreException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{connection.DataSource}: ecosystem {id} cannot go on: its checkpoint is missing. The file was changed by "
                    + $"hand; start again with --force."));
            }

            claims.Restore(id, status, row.GetInt32(2), checkpoint);
        }

        return claims;
    }

    // Ids follow each other without a gap, after those of earlier experiments: all that is computed from an id needs it.
    private static void CheckCount(SqliteConnection connection, IdOffsets offsets, ExperimentDefinition experiment)
    {
        long count = Count("="), expected = (long)experiment.Points.Count * experiment.Replicates;
        if (count < 1 || count != expected)
        {
            throw new StoreException(string.Create(
                CultureInfo.InvariantCulture,
                $"{connection.DataSource}: it has {count} ecosystems, and its experiment {experiment.Points.Count} points with {experiment.Replicates} replicates. "
                + $"The file was changed by hand; start again with --force."));
        }

        if (offsets.LastEcosystem - offsets.Ecosystem != count || offsets.Ecosystem != Count("<"))
        {
            throw new StoreException(string.Create(
                CultureInfo.InvariantCulture,
                $"{connection.DataSource}: the ids of its {count} ecosystems are {offsets.Ecosystem + 1} to {offsets.LastEcosystem}, and do not follow "
                + $"each other from {Count("<") + 1}. The file was changed by hand; start again with --force."));
        }

        long Count(string relation) => connection.Number(
            $"SELECT count(*) FROM ecosystem WHERE experiment_id {relation} $experiment",
            ("$experiment", offsets.Experiment));
    }
}
