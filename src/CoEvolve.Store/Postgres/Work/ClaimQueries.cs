using CoEvolve.Engines;
using Npgsql;

namespace CoEvolve.Store;

/// <summary>Locks ecosystems for a claim, within the connection's transaction. What another claim holds is passed over, never waited for.</summary>
internal static class ClaimQueries
{
    private const string Columns = "e.id, e.point_number - 1, e.replicate, e.generation";
    private const string Open = "e.status IN ('waiting', 'running')";

    // Suspects run alone, and this never finds one.
    private const string TakeBatch = $"""
        SELECT {Columns} FROM ecosystem e
        WHERE e.id > $1 AND e.id <= $2 AND {Open} AND NOT EXISTS (SELECT FROM suspect s WHERE s.ecosystem_id = e.id)
        ORDER BY e.id LIMIT $3 FOR UPDATE OF e SKIP LOCKED
        """;

    // Those of which the least is known go first: so all that a dead node held is soon in other hands, however long each takes. Written
    // so that whatever statistics say, suspects are gone through in that order, and one after the other is looked up and tried.
    private const string TakeSuspect = $"""
        SELECT taken.* FROM (
            SELECT s.ecosystem_id FROM suspect s
            WHERE s.ecosystem_id > $1 AND s.ecosystem_id <= $2 AND (s.lone_deaths <= $3 OR s.lone_deaths >= $4)
            ORDER BY s.generations, s.ecosystem_id OFFSET 0) AS s, LATERAL (
            SELECT {Columns} FROM ecosystem e
            WHERE e.id = s.ecosystem_id AND {Open} FOR UPDATE SKIP LOCKED) AS taken
        LIMIT 1
        """;

    /// <summary>Locks up to so many ecosystems that nobody suspects, in order of id.</summary>
    public static List<ClaimedEcosystem> Batch(NpgsqlConnection connection, OpenExperiment experiment, int most) =>
        Take(connection, TakeBatch, experiment, new NpgsqlParameter { Value = most });

    /// <summary>Locks one that is suspect, and says how it is to be run; null if there is none that is free.</summary>
    /// <param name="connection">Holds the locks.</param>
    /// <param name="experiment">Where to look.</param>
    /// <param name="mostDeaths">Those of which more nodes have died alone are passed over, unless it is enough to set them aside.</param>
    public static (ClaimedEcosystem Ecosystem, Suspicion Suspicion, string? LastNode)? Suspect(NpgsqlConnection connection, OpenExperiment experiment, int mostDeaths)
    {
        if (Take(connection, TakeSuspect, experiment, new NpgsqlParameter { Value = mostDeaths }, new NpgsqlParameter { Value = Suspicion.MostLoneDeaths }) is not [ClaimedEcosystem ecosystem])
            return null;
        // Read under the lock: whoever held it before may have changed it.
        using var command = new NpgsqlCommand("SELECT generations, careful_until, lone_deaths, node FROM suspect WHERE ecosystem_id = $1", connection)
        {
            Parameters = { new() { Value = experiment.Offsets.Ecosystem + ecosystem.Id } },
        };
        using NpgsqlDataReader row = command.ExecuteReader();
        return row.Read()
            ? (ecosystem, new Suspicion(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2)), row.IsDBNull(3) ? null : row.GetString(3))
            : (ecosystem, new Suspicion(1, 0, 0), null);
    }

    private static List<ClaimedEcosystem> Take(NpgsqlConnection connection, string sql, OpenExperiment experiment, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var taken = new List<ClaimedEcosystem>();
        using (var command = new NpgsqlCommand(sql, connection))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = experiment.Offsets.Ecosystem });
            command.Parameters.Add(new NpgsqlParameter { Value = experiment.Offsets.LastEcosystem });
            foreach (NpgsqlParameter parameter in parameters)
                command.Parameters.Add(parameter);
            using NpgsqlDataReader row = command.ExecuteReader();
            while (row.Read())
                taken.Add(new ClaimedEcosystem(row.GetInt64(0) - experiment.Offsets.Ecosystem, experiment.Id, row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), Checkpoint: null));
        }

        return taken.Exists(ecosystem => ecosystem.Generation > 0) ? WithCheckpoints(connection, experiment, taken) : taken;
    }

    // A second statement, which sees what was stored until now: the first found its rows as of its own beginning, and only those
    // that it locked are newer.
    private static List<ClaimedEcosystem> WithCheckpoints(NpgsqlConnection connection, OpenExperiment experiment, List<ClaimedEcosystem> taken)
    {
        var states = new Dictionary<(long Id, int Generation), byte[]>();
        using (var command = new NpgsqlCommand("SELECT ecosystem_id, generation, state FROM checkpoint WHERE ecosystem_id = ANY ($1)", connection))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = taken.Where(e => e.Generation > 0).Select(e => experiment.Offsets.Ecosystem + e.Id).ToArray() });
            using NpgsqlDataReader row = command.ExecuteReader();
            while (row.Read())
                states.Add((row.GetInt64(0) - experiment.Offsets.Ecosystem, row.GetInt32(1)), row.GetFieldValue<byte[]>(2));
        }

        return [.. taken.Select(ecosystem => ecosystem.Generation == 0 ? ecosystem : ecosystem with
        {
            // Without one it fails as one that is damaged does, and the others go on.
            Checkpoint = states.GetValueOrDefault((ecosystem.Id, ecosystem.Generation)) ?? [],
        })];
    }
}
