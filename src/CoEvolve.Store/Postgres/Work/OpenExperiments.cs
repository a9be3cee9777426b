using System.Collections.Concurrent;
using Npgsql;

namespace CoEvolve.Store;

/// <summary>The experiments that a node works on: those of its own version that are not finished, in order of submission. Thread-safe.</summary>
/// <remarks>A definition is read once: nothing of it changes. What an experiment takes in memory is given back when it is finished.</remarks>
internal sealed class OpenExperiments(string version)
{
    private readonly ConcurrentDictionary<long, OpenExperiment> _known = new();
    private volatile OpenExperiment[] _all = [];

    /// <summary>As of the last <see cref="Refresh"/>.</summary>
    public IReadOnlyList<OpenExperiment> All => _all;

    /// <summary>One of them, or one that was among them a moment ago.</summary>
    public OpenExperiment this[long id] => _known[id];

    /// <summary>Looks which there are now.</summary>
    public void Refresh(NpgsqlConnection connection)
    {
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
        _all = [.. ids.Select(id => _known.GetOrAdd(id, missing => OpenExperiment.Read(connection, missing)))];
    }
}
