using CoEvolve.Postgres.Testing;
using Npgsql;

namespace CoEvolve.ClusterBench;

/// <summary>
/// Watches from outside who holds what. Slices that take a millisecond would be missed by looking now and then, so a trigger
/// notes each.
/// </summary>
internal sealed class SliceWatch : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly NpgsqlConnection _connection;

    /// <param name="database">Has CoEvolve's tables.</param>
    public SliceWatch(PostgresDatabase database)
    {
        database.Execute("""
            CREATE TABLE bench_slice (node text, ecosystem_ids bigint[], lone boolean, at timestamptz);
            CREATE FUNCTION bench_note_slice() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN INSERT INTO bench_slice VALUES (NEW.node, NEW.ecosystem_ids, NEW.lone_generations IS NOT NULL, clock_timestamp()); RETURN NULL; END';
            CREATE TRIGGER bench_slice AFTER INSERT ON attempt FOR EACH ROW EXECUTE FUNCTION bench_note_slice();
            """);
        _connection = database.Connect();
    }

    /// <summary>Waits for a slice that has run for so long, while nothing is suspect any more, so that no earlier death is still being dealt with.</summary>
    /// <param name="leastAge">In seconds.</param>
    public Slice AwaitSlice(double leastAge)
    {
        using var command = new NpgsqlCommand(
            """
            SELECT id, node, ecosystem_ids FROM attempt
            WHERE lone_generations IS NULL AND extract(epoch FROM clock_timestamp() - started_at) BETWEEN $1 AND $1 + 0.1 AND NOT EXISTS (SELECT FROM suspect)
            ORDER BY random() LIMIT 1
            """,
            _connection)
        {
            Parameters = { new() { Value = leastAge } },
        };
        Slice? slice = null;
        Await("No node runs slices that are long enough.", () =>
        {
            using NpgsqlDataReader row = command.ExecuteReader();
            slice = row.Read() ? new Slice(row.GetInt64(0), row.GetString(1), row.GetFieldValue<long[]>(2)) : null;
            return slice is not null;
        });
        return slice!;
    }

    /// <summary>Waits until other nodes have held all ecosystems of a slice whose node was killed.</summary>
    /// <param name="slice">What it was computing.</param>
    /// <param name="killed">When it was killed, by this machine's clock, which is the server's too.</param>
    /// <returns>What happened; null if the node had just committed the slice, so that the kill hit nothing.</returns>
    public Takeover? AwaitTakeover(Slice slice, DateTime killed)
    {
        // Where the commit was under way its row goes a little later, and nothing is suspect then.
        using NpgsqlCommand isOpen = About($"SELECT EXISTS (SELECT FROM attempt WHERE id = $4) OR EXISTS (SELECT FROM suspect WHERE ecosystem_id = ANY ($2)) OR EXISTS ({Taken})");
        isOpen.Parameters.Add(new() { Value = slice.Attempt });
        using NpgsqlCommand all = About($"SELECT extract(epoch FROM min(at) - $3)::float8 FROM ({Taken}) taken GROUP BY ecosystem");
        bool hit = true;
        var after = new List<double>();
        Await($"What {slice.Node} held stays behind.", () =>
        {
            hit = (bool)isOpen.ExecuteScalar()!;
            after.Clear();
            using NpgsqlDataReader row = all.ExecuteReader();
            while (row.Read())
                after.Add(row.GetDouble(0));
            return !hit || after.Count == slice.Ecosystems.Length;
        });
        return hit ? new Takeover(after.Count, after.Min(), after.Max()) : null;

        NpgsqlCommand About(string sql) => new(sql, _connection)
        {
            Parameters = { new() { Value = slice.Node }, new() { Value = slice.Ecosystems }, new() { Value = killed } },
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    // Only what was in the hands of a dead node runs alone.
    private const string Taken = "SELECT ecosystem, at FROM bench_slice, unnest(ecosystem_ids) AS ecosystem WHERE lone AND node <> $1 AND ecosystem = ANY ($2) AND at > $3";

    private static void Await(string complaint, Func<bool> happened)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!happened())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Patience)
                throw new InvalidOperationException(complaint);
            Thread.Sleep(LookEvery); // to look all the time would take from the nodes
        }
    }
}
