using CoEvolve.Core;
using CoEvolve.Engines;
using CoEvolve.Postgres.Testing;
using Npgsql;

namespace CoEvolve.Store.Tests;

/// <summary>What <see cref="WatchingTests"/> reads from files, from a database, and who is at work there.</summary>
public sealed class PostgresWatchingTests
{
    private const string Rows = """
        INSERT INTO experiment VALUES
        (1, 'first', 'seed: 18446744073709551615', 18446744073709551615, '0.1.0', 'a processor', '2026-03-01T12:00:00.0000000Z', NULL, 10, 3),
        (2, 'other', 'seed: 2', 2, '0.1.0', 'a processor', '2026-03-01T12:00:00.0000000Z', '2026-03-01T12:01:00.0000000Z', 6, 2);
        INSERT INTO ecosystem VALUES
        (1, 1, 1, '{}', 1, 'running', 4, NULL, NULL, NULL), (2, 1, 1, '{}', 2, 'waiting', 0, NULL, NULL, NULL), (3, 1, 1, '{}', 3, 'waiting', 0, NULL, NULL, NULL),
        (4, 2, 1, '{"generations":3}', 1, 'finished', 3, NULL, 2, NULL), (5, 2, 1, '{"generations":3}', 2, 'failed', 1, 'it broke', NULL, NULL),
        (6, 2, 2, '{"generations":6}', 1, 'finished', 6, NULL, NULL, 5), (7, 2, 2, '{"generations":6}', 2, 'failed', 0, 'set aside', NULL, NULL);
        INSERT INTO model VALUES (1, 1, 'text', 'text'), (2, 1, 'image', 'image'), (3, 2, 'writer', 'text'), (4, 2, 'painter', 'image'), (5, 2, 'editor', 'text');
        INSERT INTO caption VALUES (1, 1, 0, 'cat'), (2, 2, 0, 'dog'), (3, 2, 1, 'bird');
        INSERT INTO dataset VALUES (1, 2, 'abc', 'words.csv', '\x010203');
        CREATE TABLE text_metric_row_2 PARTITION OF text_metric_row FOR VALUES FROM (4) TO (8);
        CREATE TABLE image_metric_row_2 PARTITION OF image_metric_row FOR VALUES FROM (4) TO (8);
        CREATE TABLE snapshot_row_2 PARTITION OF snapshot_row FOR VALUES FROM (4) TO (8);
        INSERT INTO text_metric_row SELECT 6, g, m, g + m, 0, 1, g, 0, NULL FROM generate_series(0, 6) g, unnest(ARRAY[3, 5]) m;
        INSERT INTO image_metric_row SELECT 6, g, 4, g, 0, NULL, 0, 0, 0, 0.5 FROM generate_series(0, 6) g;
        INSERT INTO snapshot_row VALUES (6, 6, 3, 1, ''), (6, 0, 3, 1, ''), (6, 6, 4, 1, '');
        INSERT INTO command (ecosystem_id, kind, arguments, submitted_at, applied_generation) VALUES (6, 'pause', NULL, '2026-03-01T12:00:00.0000000Z', 3);
        """;

    [PostgresFact]
    public void Experiments_and_ecosystems_are_read_as_from_a_file()
    {
        using PostgresDatabase database = Filled();
        using var reader = ResultsReader.Open(database.Address);

        Assert.Equal([(1L, 3, 4L, 30L), (2L, 4, 10L, 18L)], reader.Overviews().Select(e => (e.Id, e.Ecosystems, e.GenerationsDone, e.GenerationsInAll)));
        Assert.Equal(new Dictionary<EcosystemStatus, int> { [EcosystemStatus.Finished] = 2, [EcosystemStatus.Failed] = 2 }, reader.Overviews()[1].Statuses);
        Assert.Equal(ulong.MaxValue, reader.Details(1).Seed);
        ExperimentDetails details = reader.Details(2);
        Assert.Equal(("other", 2UL, 6, 2, 2), (details.Overview.Name, details.Seed, details.Generations, details.Points, details.Replicates));
        Assert.Equal(["dog", "bird"], details.Captions);
        Assert.Equal([new DatasetEntry("words.csv", "abc", 3)], details.Datasets);

        EcosystemList failed = reader.Ecosystems(1, EcosystemStatus.Failed, 2);
        Assert.Equal([new EcosystemEntry(2, 1, """{"generations":3}""", 2, EcosystemStatus.Failed, 1, "it broke")], failed.Entries);
        Assert.Equal(1, failed.More);
        EcosystemDetails ecosystem = reader.Ecosystem(3, 2);
        Assert.Equal((6, null, 5), (ecosystem.Generations, ecosystem.TextCollapse, ecosystem.ImageCollapse));
        Assert.Equal([new TextEntry("writer", 6, new TextMetrics(9, 0, 1, 6, 0, null)), new TextEntry("editor", 6, new TextMetrics(11, 0, 1, 6, 0, null))], ecosystem.Texts);
        Assert.Equal([new ImageEntry("painter", 6, new ImageMetrics(6, 0, null, 0, 0, 0, 0.5))], ecosystem.Images);
        Assert.Equal([0, 6], ecosystem.Snapshots);
        Assert.Equal([("pause", 3)], ecosystem.Commands.Select(c => (c.Kind, c.AppliedGeneration!.Value)));
        Assert.Contains("has no ecosystem 5; it has 1 to 4.", Assert.Throws<StoreException>(() => reader.Ecosystem(5, 2)).Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public void Nodes_are_at_work_while_their_claims_last()
    {
        using PostgresDatabase database = Filled();
        using NpgsqlConnection claim = database.Connect(), other = database.Connect();
        using NpgsqlTransaction lasting = claim.BeginTransaction(), ended = other.BeginTransaction();
        Attempt(database, "b", "{1,3}", Transaction(claim), "pg_postmaster_start_time()", "2026-03-01 12:00:05Z");
        Attempt(database, "a", "{2}", Transaction(claim), "pg_postmaster_start_time()", "2026-03-01 12:00:00Z");
        Attempt(database, "b", "{2}", Transaction(claim), "pg_postmaster_start_time()", "2026-03-01 12:00:02Z");
        Attempt(database, "dead", "{3}", Transaction(other), "pg_postmaster_start_time()", "2026-03-01 12:00:00Z");
        Attempt(database, "of an earlier server", "{3}", "9000000000", "timestamptz '2020-01-01 00:00:00Z'", "2026-03-01 12:00:00Z");
        Attempt(database, "elsewhere", "{4}", Transaction(claim), "pg_postmaster_start_time()", "2026-03-01 12:00:00Z");
        ended.Rollback();

        using var reader = ResultsReader.Open(database.Address);
        DateTimeOffset noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal([new NodeAtWork("a", noon, 1), new NodeAtWork("b", noon.AddSeconds(2), 3)], reader.NodesAtWork(1));
        Assert.Equal([new NodeAtWork("elsewhere", noon, 1)], reader.NodesAtWork(2));
        lasting.Rollback();
        Assert.Empty(reader.NodesAtWork(1));
    }

    [PostgresFact]
    public void Suspects_are_those_of_the_experiment()
    {
        using PostgresDatabase database = Filled();
        database.Execute("INSERT INTO suspect (ecosystem_id, generations, careful_until, lone_deaths, node) VALUES (7, 1, 1, 3, 'b'), (2, 1, 1, 0, NULL), (6, 2, 4, 1, 'a')");

        using var reader = ResultsReader.Open(database.Address);
        Assert.Equal([new SuspectEcosystem(2, null, 0)], reader.Suspects(1));
        Assert.Equal([new SuspectEcosystem(3, "a", 1), new SuspectEcosystem(4, "b", 3)], reader.Suspects(2));
    }

    private static PostgresDatabase Filled()
    {
        PostgresDatabase database = SharedPostgres.CreateDatabase();
        using NpgsqlConnection connection = database.Connect();
        PostgresSchema.Migrate(connection, "test");
        database.Execute(Rows);
        return database;
    }

    private static string Transaction(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("SELECT pg_current_xact_id()::text", connection);
        return (string)command.ExecuteScalar()!;
    }

    private static void Attempt(PostgresDatabase database, string node, string ecosystems, string claim, string server, string since) => database.Execute(
        $"INSERT INTO attempt (node, ecosystem_ids, claim, server_started, started_at) VALUES ('{node}', '{ecosystems}', '{claim}', {server}, '{since}')");
}
