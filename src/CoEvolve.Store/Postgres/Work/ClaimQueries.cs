using CoEvolve.Engines;
using Npgsql;

namespace CoEvolve.Store;

/// <summary>Locks ecosystems for a claim, within the connection's transaction. What another claim holds is passed over, never waited for.</summary>
internal static class ClaimQueries
{
    private const string Columns = "e.id, e.point_number - 1, e.replicate, e.generation, e.status <> 'waiting', pg_current_xact_id()";
    private const string Look = $"SELECT EXISTS (SELECT FROM attempt WHERE {Attempts.IsOrphan}), EXISTS (SELECT FROM suspect), EXISTS (SELECT FROM pending_command)";
    private const string Open = "e.status IN ('waiting', 'running')";
    private const string MayBeTold = "e.status IN ('waiting', 'running', 'paused')";

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
            WHERE e.id = s.ecosystem_id AND ({Open} OR {MayBeTold} AND EXISTS (SELECT FROM pending_command p WHERE p.ecosystem_id = e.id))
            FOR UPDATE SKIP LOCKED) AS taken
        LIMIT 1
        """;

    // Whoever is told something goes before all who are not, also where it was paused.
    private const string TakeCommanded = $"""
        SELECT taken.* FROM (
            SELECT DISTINCT p.ecosystem_id FROM pending_command p
            WHERE p.ecosystem_id > $1 AND p.ecosystem_id <= $2 AND NOT EXISTS (SELECT FROM suspect s WHERE s.ecosystem_id = p.ecosystem_id)
            ORDER BY p.ecosystem_id OFFSET 0) AS p, LATERAL (
            SELECT {Columns} FROM ecosystem e
            WHERE e.id = p.ecosystem_id AND {MayBeTold} FOR UPDATE SKIP LOCKED) AS taken
        LIMIT $3
        """;

    // Numbers of commands rise in the order in which they can be seen (StoredCommands).
    private const int LastCommandColumn = 6;
    private const string TakeNamed = $"""
        SELECT {Columns}, coalesce((SELECT max(c.id) FROM command c WHERE c.ecosystem_id = e.id), 0) FROM ecosystem e
        WHERE e.id = $1 AND ({Open} OR {MayBeTold} AND EXISTS (SELECT FROM pending_command p WHERE p.ecosystem_id = e.id))
        FOR UPDATE OF e SKIP LOCKED
        """;

    /// <summary>Looks for who died, and locks one ecosystem, though it be suspect: one round trip.</summary>
    /// <param name="connection">Holds the lock.</param>
    /// <param name="experiment">Whose it is.</param>
    /// <param name="ecosystem">Its id within the experiment, which must have it: the row of another's would be locked.</param>
    /// <returns>What was locked counts for nothing if there are orphans: they may accuse it.</returns>
    public static (Traces Traces, Taken? Taken) LookAndTakeNamed(NpgsqlConnection connection, OpenExperiment experiment, long ecosystem)
    {
        var take = new NpgsqlBatchCommand(TakeNamed) { Parameters = { new() { Value = experiment.Offsets.Ecosystem + ecosystem } } };
        (Traces traces, Taken? taken) = LookAndTake(connection, experiment, take);
        return (traces, traces.Orphans || taken is null ? null : WithCheckpoints(connection, experiment, taken));
    }

    /// <summary>Looks for who died, and locks up to so many ecosystems that nobody suspects, in order of id: one round trip.</summary>
    /// <returns>What was locked counts for nothing if there are orphans, suspects or commands: those go first.</returns>
    public static (Traces Traces, Taken? Taken) LookAndTake(NpgsqlConnection connection, OpenExperiment experiment, int most)
    {
        var take = new NpgsqlBatchCommand(TakeBatch);
        AddParameters(take.Parameters, experiment, most);
        (Traces traces, Taken? taken) = LookAndTake(connection, experiment, take);
        return (traces, traces.Any || taken is null ? null : WithCheckpoints(connection, experiment, taken));
    }

    /// <summary>Where an ecosystem stands that could not be locked; null if it is not there.</summary>
    public static (string Status, bool HasCommands)? StateOf(NpgsqlConnection connection, OpenExperiment experiment, long ecosystem)
    {
        using var command = new NpgsqlCommand(
            "SELECT status, EXISTS (SELECT FROM pending_command p WHERE p.ecosystem_id = e.id) FROM ecosystem e WHERE e.id = $1 AND e.id > $2 AND e.id <= $3", connection)
        {
            Parameters =
            {
                new() { Value = experiment.Offsets.Ecosystem + ecosystem },
                new() { Value = experiment.Offsets.Ecosystem },
                new() { Value = experiment.Offsets.LastEcosystem },
            },
        };
        using NpgsqlDataReader row = command.ExecuteReader();
        return row.Read() ? (row.GetString(0), row.GetBoolean(1)) : null;
    }

    private static (Traces Traces, Taken? Taken) LookAndTake(NpgsqlConnection connection, OpenExperiment experiment, NpgsqlBatchCommand take)
    {
        using var batch = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand(Look), take } };
        Traces traces;
        Taken? taken;
        using (NpgsqlDataReader row = batch.ExecuteReader())
        {
            row.Read();
            traces = new Traces(row.GetBoolean(0), row.GetBoolean(1), row.GetBoolean(2));
            row.NextResult();
            taken = ReadTaken(row, experiment);
        }

        return (traces, taken);
    }

    /// <summary>Locks up to so many ecosystems that nobody suspects, in order of id; null if there is none that is free.</summary>
    public static Taken? Batch(NpgsqlConnection connection, OpenExperiment experiment, int most) => Take(connection, TakeBatch, experiment, most);

    /// <summary>Locks up to so many ecosystems that commands wait for and nobody suspects, in order of id; null if there is none that is free.</summary>
    public static Taken? Commanded(NpgsqlConnection connection, OpenExperiment experiment, int most) => Take(connection, TakeCommanded, experiment, most);

    /// <summary>Locks one that is suspect, and says how it is to be run; null if there is none that is free.</summary>
    /// <param name="connection">Holds the locks.</param>
    /// <param name="experiment">Where to look.</param>
    /// <param name="mostDeaths">Those of which more nodes have died alone are passed over, unless it is enough to set them aside.</param>
    public static (Taken Taken, Suspicion Suspicion, string? LastNode)? Suspect(NpgsqlConnection connection, OpenExperiment experiment, int mostDeaths)
    {
        if (Take(connection, TakeSuspect, experiment, mostDeaths, Suspicion.MostLoneDeaths) is not { } taken)
            return null;
        (Suspicion suspicion, string? lastNode) = SuspicionOf(connection, experiment, taken) ?? (new Suspicion(1, 0, 0), null);
        return (taken, suspicion, lastNode);
    }

    /// <summary>How one is to be run that is locked; null if nobody suspects it.</summary>
    public static (Suspicion Suspicion, string? LastNode)? SuspicionOf(NpgsqlConnection connection, OpenExperiment experiment, Taken taken)
    {
        // Read under the lock: whoever held it before may have changed it.
        using var command = new NpgsqlCommand("SELECT generations, careful_until, lone_deaths, node FROM suspect WHERE ecosystem_id = $1", connection)
        {
            Parameters = { new() { Value = experiment.Offsets.Ecosystem + taken.Ecosystems[0].Id } },
        };
        using NpgsqlDataReader row = command.ExecuteReader();
        return row.Read()
            ? (new Suspicion(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2)), row.IsDBNull(3) ? null : row.GetString(3))
            : null;
    }

    private static Taken? Take(NpgsqlConnection connection, string sql, OpenExperiment experiment, params ReadOnlySpan<int> numbers)
    {
        Taken? taken;
        using (var command = new NpgsqlCommand(sql, connection))
        {
            AddParameters(command.Parameters, experiment, numbers);
            using NpgsqlDataReader row = command.ExecuteReader();
            taken = ReadTaken(row, experiment);
        }

        return taken is null ? null : WithCheckpoints(connection, experiment, taken);
    }

    private static void AddParameters(NpgsqlParameterCollection parameters, OpenExperiment experiment, params ReadOnlySpan<int> numbers)
    {
        parameters.Add(new NpgsqlParameter { Value = experiment.Offsets.Ecosystem });
        parameters.Add(new NpgsqlParameter { Value = experiment.Offsets.LastEcosystem });
        foreach (int number in numbers)
            parameters.Add(new NpgsqlParameter { Value = number });
    }

    private static Taken? ReadTaken(NpgsqlDataReader row, OpenExperiment experiment)
    {
        var ecosystems = new List<ClaimedEcosystem>();
        ulong transaction = 0;
        while (row.Read())
        {
            transaction = row.GetFieldValue<ulong>(5);
            // What has begun has a checkpoint, also at generation 0 where it was only told something.
            byte[]? checkpoint = row.GetBoolean(4) ? [] : null;
            ecosystems.Add(new ClaimedEcosystem(row.GetInt64(0) - experiment.Offsets.Ecosystem, experiment.Id, row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), checkpoint)
            {
                LastCommand = row.FieldCount > LastCommandColumn ? row.GetInt64(LastCommandColumn) : 0,
            });
        }

        return ecosystems.Count == 0 ? null : new Taken(transaction, ecosystems);
    }

    // A second statement, which sees what was stored until now: the first found its rows as of its own beginning, and only those
    // that it locked are newer.
    private static Taken WithCheckpoints(NpgsqlConnection connection, OpenExperiment experiment, Taken taken)
    {
        long[] begun = [.. taken.Ecosystems.Where(e => e.Checkpoint is not null).Select(e => experiment.Offsets.Ecosystem + e.Id)];
        if (begun.Length == 0)
            return taken;
        var states = new Dictionary<(long Id, int Generation), byte[]>();
        using (var command = new NpgsqlCommand("SELECT ecosystem_id, generation, state FROM checkpoint WHERE ecosystem_id = ANY ($1)", connection) { Parameters = { new() { Value = begun } } })
        {
            using NpgsqlDataReader row = command.ExecuteReader();
            while (row.Read())
                states.Add((row.GetInt64(0) - experiment.Offsets.Ecosystem, row.GetInt32(1)), row.GetFieldValue<byte[]>(2));
        }

        return taken with
        {
            // Without one it fails as one that is damaged does, and the others go on.
            Ecosystems = [.. taken.Ecosystems.Select(ecosystem => ecosystem.Checkpoint is null ? ecosystem : ecosystem with { Checkpoint = states.GetValueOrDefault((ecosystem.Id, ecosystem.Generation)) ?? [] })],
        };
    }

    /// <summary>What a transaction has locked.</summary>
    /// <param name="Transaction">Its number.</param>
    /// <param name="Ecosystems">At least one.</param>
    internal sealed record Taken(ulong Transaction, IReadOnlyList<ClaimedEcosystem> Ecosystems);

    /// <summary>What nodes left behind that died, and what people ask for.</summary>
    /// <param name="Orphans">Attempts whose claim is over.</param>
    /// <param name="Suspects">Ecosystems that were in their hands.</param>
    /// <param name="Commands">What people want of ecosystems.</param>
    internal readonly record struct Traces(bool Orphans, bool Suspects, bool Commands)
    {
        /// <summary>Whether somebody died.</summary>
        public bool Deaths => Orphans || Suspects;

        /// <summary>Whether there is anything.</summary>
        public bool Any => Deaths || Commands;
    }
}
