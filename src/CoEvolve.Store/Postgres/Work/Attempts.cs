using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace CoEvolve.Store;

/// <summary>
/// The table attempt: what is being computed, by whom, under which transaction. Each row is committed before its slice begins
/// and goes with the commit of the slice; one whose transaction is over tells of a node that died. Thread-safe.
/// </summary>
/// <remarks>The table is not logged: what a crash of the server ends accuses nobody, and so is forgotten with it.</remarks>
internal sealed class Attempts(WorkConnections connections, string node, TimeSpan silence)
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

    // What a node that lives had alone and lost is no death: the accusation is taken back by who was accused.
    private const string Withdraw = "UPDATE suspect SET lone_deaths = greatest(0, lone_deaths - 1) WHERE ecosystem_id = ANY ($1)";

    private readonly ConcurrentDictionary<ulong, Attempt> _own = new();
    private readonly ConcurrentQueue<Attempt> _left = new();

    /// <summary>Writes down what is about to be computed.</summary>
    /// <param name="claim">The transaction that holds it, and the server's process behind it.</param>
    /// <param name="ids">Ids in the store.</param>
    /// <param name="lone">Where it stands and how many generations it may have, if it runs alone as a suspect.</param>
    /// <exception cref="NpgsqlException">The database failed; should the row be there all the same, it will be taken away.</exception>
    public void Add((ulong Transaction, int Process) claim, long[] ids, (int Generation, int Generations)? lone)
    {
        var attempt = new Attempt(claim.Transaction, ids, lone is not null);
        try
        {
            using NpgsqlConnection connection = connections.Side();
            using var command = new NpgsqlCommand(
                """
                INSERT INTO attempt (node, ecosystem_ids, generation, lone_generations, claim, process, silence, server_started)
                VALUES ($1, $2, $3, $4, $5, $6, $7, pg_postmaster_start_time())
                """,
                connection)
            {
                Parameters =
                {
                    new() { Value = node },
                    new() { Value = ids },
                    new() { Value = (object?)lone?.Generation ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer },
                    new() { Value = (object?)lone?.Generations ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer },
                    new() { Value = claim.Transaction, NpgsqlDbType = NpgsqlDbType.Xid8 },
                    new() { Value = claim.Process },
                    new() { Value = silence },
                },
            };
            command.ExecuteNonQuery();
            _own.TryAdd(claim.Transaction, attempt);
        }
        catch (NpgsqlException)
        {
            _left.Enqueue(attempt);
            throw;
        }
    }

    /// <summary>Says that a node may be silent for longer: it is about to send something large.</summary>
    public void Extend(ulong claim, TimeSpan silence)
    {
        using NpgsqlConnection connection = connections.Side();
        using var command = new NpgsqlCommand("UPDATE attempt SET silence = $2 WHERE claim = $1", connection)
        {
            Parameters = { new() { Value = claim, NpgsqlDbType = NpgsqlDbType.Xid8 }, new() { Value = silence } },
        };
        command.ExecuteNonQuery();
    }

    /// <summary>The slice of an attempt was stored, and its row went with it.</summary>
    public void Forget(ulong claim) => _own.TryRemove(claim, out _);

    /// <summary>Takes a row away whose claim ended without a slice, though the node lives. If the database cannot be reached, <see cref="RemoveLeft"/> does it later.</summary>
    public void Remove(ulong claim)
    {
        if (!_own.TryRemove(claim, out Attempt? attempt))
            return;
        try
        {
            Delete(attempt);
        }
        catch (Exception exception) when (exception is NpgsqlException or ObjectDisposedException)
        {
            // Whoever claims next comes by again; or nobody, and the process ends.
            _left.Enqueue(attempt);
        }
    }

    /// <summary>Takes away what <see cref="Remove"/> could not.</summary>
    public void RemoveLeft()
    {
        while (_left.TryDequeue(out Attempt? attempt))
        {
            try
            {
                Delete(attempt);
            }
            catch
            {
                _left.Enqueue(attempt);
                throw;
            }
        }
    }

    /// <summary>Takes away all rows of this node: it gives back what it holds by ending its connections.</summary>
    public void RemoveAll()
    {
        string[] claims = [.. _own.Keys.Concat(_left.Select(attempt => attempt.Claim)).Select(claim => claim.ToString(CultureInfo.InvariantCulture))];
        if (claims.Length == 0)
            return;
        using NpgsqlConnection connection = connections.Side();
        // As text: there is no cast from numbers to numbers of transactions.
        using var command = new NpgsqlCommand("DELETE FROM attempt WHERE claim::text = ANY ($1)", connection) { Parameters = { new() { Value = claims } } };
        command.ExecuteNonQuery();
    }

    /// <summary>Turns what died into suspects.</summary>
    public void Sweep()
    {
        using NpgsqlConnection connection = connections.Side();
        PostgresServer.Execute(connection, SweepOrphans);
    }

    private void Delete(Attempt attempt)
    {
        using NpgsqlConnection connection = connections.Side();
        using var delete = new NpgsqlCommand("DELETE FROM attempt WHERE claim = $1", connection) { Parameters = { new() { Value = attempt.Claim, NpgsqlDbType = NpgsqlDbType.Xid8 } } };
        if (delete.ExecuteNonQuery() > 0 || !attempt.Alone)
            return;
        using var withdraw = new NpgsqlCommand(Withdraw, connection) { Parameters = { new() { Value = attempt.Ids } } };
        withdraw.ExecuteNonQuery();
    }

    private sealed record Attempt(ulong Claim, long[] Ids, bool Alone);
}
