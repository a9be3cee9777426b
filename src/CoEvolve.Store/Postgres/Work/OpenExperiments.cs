using System.Collections.Concurrent;
using CoEvolve.Engines;
using Npgsql;

namespace CoEvolve.Store;

/// <summary>The experiments that a node works on: those of its own version that are not finished, in order of submission. Thread-safe.</summary>
/// <remarks>What an experiment takes in memory, from when it is first worked on, is given back when it is finished.</remarks>
internal sealed class OpenExperiments(string version)
{
    private readonly Lock _looking = new();
    private readonly ConcurrentDictionary<long, OpenExperiment> _known = new();
    private readonly ConcurrentDictionary<long, byte> _unreadable = new();
    private volatile OpenExperiment[] _all = [];

    /// <summary>As of the last <see cref="Refresh"/>.</summary>
    public IReadOnlyList<OpenExperiment> All => _all;

    /// <summary>One of them, or one that was among them a moment ago.</summary>
    public OpenExperiment this[long id] => _known[id];

    /// <summary>One of them, looked for anew if it is not known; null if it is finished, of another version, or not there.</summary>
    public OpenExperiment? Find(long id, NpgsqlConnection connection)
    {
        if (FindKnown(id) is { } known)
            return known;
        Refresh(connection);
        return FindKnown(id);
    }

    /// <summary>Leaves one out from the next look on, because it cannot be read.</summary>
    /// <returns>False if that was known already.</returns>
    public bool LeaveOut(long id) => _unreadable.TryAdd(id, 0);

    /// <summary>Looks which there are now.</summary>
    public void Refresh(NpgsqlConnection connection)
    {
        // Of two looks, the one that began first could end last, and forget what the other has found.
        using Lock.Scope looking = _looking.EnterScope();
        var ids = new List<long>();
        using (var command = new NpgsqlCommand("SELECT id FROM experiment WHERE finished_at IS NULL AND version = $1 ORDER BY id", connection) { Parameters = { new() { Value = version } } })
        using (NpgsqlDataReader row = command.ExecuteReader())
        {
            while (row.Read())
                ids.Add(row.GetInt64(0));
        }

        // Workers may still hold what was just finished, so it stays known until the next time.
        foreach (long gone in _known.Keys.Except(ids).Except(_all.Select(experiment => experiment.Id)))
            _known.TryRemove(gone, out _);
        _all = [.. ids.Where(id => !_unreadable.ContainsKey(id)).Select(id => _known.GetOrAdd(id, missing => new OpenExperiment(IdOffsets.Of(connection, missing))))];
    }

    /// <summary>Those that have nothing left to do, and are not closed yet.</summary>
    public List<long> Done(NpgsqlConnection connection) => Numbers(connection, """
        SELECT x.id FROM unnest($1, $2, $3) AS x (id, before, last)
        WHERE NOT EXISTS (SELECT FROM ecosystem e WHERE e.id > x.before AND e.id <= x.last AND e.status IN ('waiting', 'running'))
          AND NOT EXISTS (SELECT FROM ecosystem e WHERE e.id > x.before AND e.id <= x.last AND e.status = 'paused')
        ORDER BY x.id
        """);

    /// <summary>Whether any of them has an ecosystem that could be claimed.</summary>
    public bool HasFree(NpgsqlConnection connection) => Numbers(connection, """
        SELECT free.id FROM unnest($1, $2, $3) AS x (id, before, last), LATERAL (
            SELECT e.id FROM ecosystem e WHERE e.id > x.before AND e.id <= x.last AND e.status IN ('waiting', 'running')
            ORDER BY e.id LIMIT 1 FOR UPDATE SKIP LOCKED) AS free
        LIMIT 1
        """).Count > 0 || Numbers(connection, """
        SELECT free.id FROM unnest($1, $2, $3) AS x (id, before, last), LATERAL (
            SELECT e.id FROM pending_command p JOIN ecosystem e ON e.id = p.ecosystem_id
            WHERE p.ecosystem_id > x.before AND p.ecosystem_id <= x.last AND e.status = 'paused' LIMIT 1 FOR UPDATE OF e SKIP LOCKED) AS free
        LIMIT 1
        """).Count > 0;

    /// <summary>Ecosystems that could go on, in whosever hands they are: those that were paused and are told something first, the others in order of id.</summary>
    public List<EcosystemKey> FindWork(NpgsqlConnection connection, int most)
    {
        string[] ways =
        [
            """
            SELECT DISTINCT e.id FROM pending_command p JOIN ecosystem e ON e.id = p.ecosystem_id
            WHERE p.ecosystem_id > $1 AND p.ecosystem_id <= $2 AND e.status = 'paused' ORDER BY e.id LIMIT $3
            """,
            "SELECT e.id FROM ecosystem e WHERE e.id > $1 AND e.id <= $2 AND e.status IN ('waiting', 'running') ORDER BY e.id LIMIT $3",
        ];
        var keys = new List<EcosystemKey>();
        foreach ((string way, OpenExperiment experiment) in ways.SelectMany(way => All.Select(experiment => (way, experiment))))
        {
            if (keys.Count == most)
                break;
            using var command = new NpgsqlCommand(way, connection)
            {
                Parameters = { new() { Value = experiment.Offsets.Ecosystem }, new() { Value = experiment.Offsets.LastEcosystem }, new() { Value = most - keys.Count } },
            };
            using NpgsqlDataReader row = command.ExecuteReader();
            while (row.Read())
                keys.Add(new EcosystemKey(experiment.Id, row.GetInt64(0) - experiment.Offsets.Ecosystem));
        }

        return keys;
    }

    private OpenExperiment? FindKnown(long id) => Array.Find(_all, experiment => experiment.Id == id);

    private List<long> Numbers(NpgsqlConnection connection, string sql)
    {
        OpenExperiment[] all = _all;
        var numbers = new List<long>();
        if (all.Length == 0)
            return numbers;
        using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters =
            {
                new() { Value = Array.ConvertAll(all, experiment => experiment.Id) },
                new() { Value = Array.ConvertAll(all, experiment => experiment.Offsets.Ecosystem) },
                new() { Value = Array.ConvertAll(all, experiment => experiment.Offsets.LastEcosystem) },
            },
        };
        using NpgsqlDataReader row = command.ExecuteReader();
        while (row.Read())
            numbers.Add(row.GetInt64(0));
        return numbers;
    }
}
