using CoEvolve.Postgres.Testing;
using Npgsql;

namespace CoEvolve.Cluster.Tests;

/// <summary>
/// Looks at a database from outside while nodes work on it, and locks nothing. Its one connection is made anew after it broke.
/// For one thread at a time; throws <see cref="NpgsqlException"/> while the database is away.
/// </summary>
internal sealed class ClusterView(PostgresDatabase database) : IDisposable
{
    private NpgsqlConnection? _connection;

    /// <summary>Whether the experiment is closed; false also where none was submitted yet.</summary>
    public bool IsFinished() => Ask("SELECT finished_at IS NOT NULL FROM experiment", row => row.GetBoolean(0)) is [true];

    /// <summary>What a node is computing, as far as it has said so and not stored it. What it did before a crash of the server does not count.</summary>
    public List<Attempt> AttemptsOf(string node) => Ask(
        "SELECT id, claim, ecosystem_ids FROM attempt WHERE node = $1 AND server_started = pg_postmaster_start_time() ORDER BY id", ReadAttempt, node);

    /// <summary>
    /// Those of a node whose server process waits for the node's next word within the transaction. Not one that is in the middle of
    /// storing a slice.
    /// </summary>
    public List<Attempt> WaitingAttemptsOf(string node) => Ask(
        """
        SELECT a.id, a.claim, a.ecosystem_ids FROM attempt a JOIN pg_stat_activity s ON s.backend_xid = a.claim::xid
        WHERE a.node = $1 AND s.state = 'idle in transaction'
        """,
        ReadAttempt,
        node);

    /// <summary>How a transaction ended: committed, aborted, or in progress.</summary>
    public string FateOf(ulong transaction) => Ask(
        "SELECT pg_xact_status($1)", row => row.GetString(0), new NpgsqlParameter { Value = transaction, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Xid8 })[0];

    /// <summary>The stored generations of ecosystems, in order of id.</summary>
    public int[] Generations(long[] ecosystems) =>
        [.. Ask("SELECT generation FROM ecosystem WHERE id = ANY ($1) ORDER BY id", row => row.GetInt32(0), ecosystems)];

    /// <summary>Which ecosystems others hold by now, or have stored further, since an attempt died that stood at these generations.</summary>
    public List<long> TakenUp(long attempt, long[] ecosystems, int[] generations) => Ask(
        """
        SELECT e.id FROM unnest($2, $3) AS dead (id, generation) JOIN ecosystem e ON e.id = dead.id
        WHERE e.generation > dead.generation OR e.status NOT IN ('waiting', 'running')
           OR EXISTS (SELECT FROM attempt a WHERE a.id > $1 AND e.id = ANY (a.ecosystem_ids))
        """,
        row => row.GetInt64(0),
        attempt,
        ecosystems,
        generations);

    /// <inheritdoc/>
    public void Dispose() => _connection?.Dispose();

    private static Attempt ReadAttempt(NpgsqlDataReader row) => new(row.GetInt64(0), row.GetFieldValue<ulong>(1), row.GetFieldValue<long[]>(2));

    private List<T> Ask<T>(string sql, Func<NpgsqlDataReader, T> read, params object[] values)
    {
        try
        {
            _connection ??= database.Connect();
            using var command = new NpgsqlCommand(sql, _connection);
            foreach (object value in values)
                command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
            using NpgsqlDataReader row = command.ExecuteReader();
            var rows = new List<T>();
            while (row.Read())
                rows.Add(read(row));
            return rows;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return []; // the first node has not made the tables yet
        }
        catch (NpgsqlException)
        {
            _connection?.Dispose();
            _connection = null;
            throw;
        }
    }
}
