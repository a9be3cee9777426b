using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace CoEvolve.Store;

/// <summary>
/// The table attempt: what is being computed, by whom, under which transaction. Each row is committed before its slice begins
/// and goes with the commit of the slice; one whose transaction is over tells of a node that died. Thread-safe.
/// </summary>
internal sealed class Attempts(WorkConnections connections, string node)
{
    /// <summary>True of a row whose claim is over. After a restart of the server, numbers of transactions say nothing.</summary>
    public const string IsOrphan = "CASE WHEN server_started <> pg_postmaster_start_time() THEN TRUE ELSE pg_xact_status(claim) IS DISTINCT FROM 'in progress' END";

    // A restart of the server ended transactions of nodes that may all live: it accuses nobody. Otherwise what was in the hands of
    // a dead node is suspect; what it ran alone has one death more (Suspicion).
    private static readonly string SweepOrphans = string.Create(CultureInfo.InvariantCulture, $"""
        WITH gone AS (DELETE FROM attempt WHERE {IsOrphan} RETURNING *),
        accused AS (
            SELECT ecosystem, greatest(1, coalesce(max(lone_generations), 1) / {Suspicion.CarefulSlices}) AS generations,
                   max(coalesce(generation + lone_generations, 0)) AS careful_until, count(lone_generations)::int AS lone_deaths, max(node) AS node
            FROM gone, unnest(ecosystem_ids) AS ecosystem WHERE server_started = pg_postmaster_start_time() GROUP BY ecosystem)
        INSERT INTO suspect AS s (ecosystem_id, generations, careful_until, lone_deaths, node)
        SELECT ecosystem, generations, careful_until, lone_deaths, node FROM accused
        ON CONFLICT (ecosystem_id) DO UPDATE SET
            generations = excluded.generations,
            careful_until = CASE WHEN excluded.lone_deaths > 0 THEN excluded.careful_until ELSE s.careful_until END,
            lone_deaths = s.lone_deaths + excluded.lone_deaths,
            node = excluded.node
        """);

    private readonly ConcurrentDictionary<long, byte> _own = new();
    private readonly ConcurrentQueue<long> _left = new();

    /// <summary>Writes down what is about to be computed.</summary>
    /// <param name="ids">Ids in the store.</param>
    /// <param name="claim">The transaction that holds them.</param>
    /// <param name="lone">Where it stands and how many generations it may have, if it runs alone as a suspect.</param>
    /// <returns>The row's id.</returns>
    public long Add(long[] ids, ulong claim, (int Generation, int Generations)? lone)
    {
        using NpgsqlConnection connection = connections.Side();
        using var command = new NpgsqlCommand(
            """
            INSERT INTO attempt (node, ecosystem_ids, generation, lone_generations, claim, server_started)
            VALUES ($1, $2, $3, $4, $5, pg_postmaster_start_time()) RETURNING id
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = node },
                new() { Value = ids },
                new() { Value = (object?)lone?.Generation ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer },
                new() { Value = (object?)lone?.Generations ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer },
                new() { Value = claim, NpgsqlDbType = NpgsqlDbType.Xid8 },
            },
        };
        long id = (long)command.ExecuteScalar()!;
        _own.TryAdd(id, 0);
        return id;
    }

    /// <summary>The slice of an attempt was stored, and its row went with it.</summary>
    public void Forget(long id) => _own.TryRemove(id, out _);

    /// <summary>Takes a row away whose claim ended without a slice, though the node lives. If the database cannot be reached, <see cref="RemoveLeft"/> does it later.</summary>
    public void Remove(long id)
    {
        _own.TryRemove(id, out _);
        _left.Enqueue(id);
        try
        {
            RemoveLeft();
        }
        catch (Exception exception) when (exception is NpgsqlException or ObjectDisposedException)
        {
            // Whoever claims next comes by again; or nobody, and the process ends.
        }
    }

    /// <summary>Takes away what <see cref="Remove"/> could not.</summary>
    public void RemoveLeft()
    {
        while (_left.TryPeek(out long id))
        {
            Delete([id]);
            _left.TryDequeue(out _);
        }
    }

    /// <summary>Takes away all rows of this node: it gives back what it holds by ending its connections.</summary>
    public void RemoveAll() => Delete([.. _own.Keys, .. _left]);

    /// <summary>Turns what died into suspects.</summary>
    public void Sweep()
    {
        using NpgsqlConnection connection = connections.Side();
        PostgresServer.Execute(connection, SweepOrphans);
    }

    private void Delete(long[] ids)
    {
        using NpgsqlConnection connection = connections.Side();
        using var command = new NpgsqlCommand("DELETE FROM attempt WHERE id = ANY ($1)", connection) { Parameters = { new() { Value = ids } } };
        command.ExecuteNonQuery();
    }
}
