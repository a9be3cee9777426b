using CoEvolve.Postgres.Testing;
using Npgsql;

namespace CoEvolve.Store.Tests;

public sealed class FinishingTests
{
    private const string Indexes = "SELECT count(*) FROM pg_index WHERE indisunique AND indrelid::regclass::text LIKE '%\\_row\\_%'";

    private static readonly DateTimeOffset Time = new(2026, 3, 1, 14, 30, 0, TimeSpan.FromHours(2));

    [PostgresFact]
    public void An_experiment_is_closed_once_nothing_of_it_is_left_to_do_and_no_other()
    {
        using PostgresDatabase database = TwoExperiments();
        using NpgsqlConnection connection = database.Connect();
        foreach (string status in new[] { "waiting", "running", "paused" })
        {
            database.Execute($"UPDATE ecosystem SET status = 'finished'; UPDATE ecosystem SET status = '{status}' WHERE id = 3");
            Assert.False(PostgresFinishing.TryFinish(connection, 1, Time), status);
        }

        Assert.Equal(0, database.Count(Indexes));
        Assert.Equal([1L, 2L], connection.List("SELECT id FROM experiment WHERE finished_at IS NULL ORDER BY id", row => row.GetInt64(0)));
        database.Execute("UPDATE ecosystem SET status = 'waiting'; UPDATE ecosystem SET status = 'failed' WHERE id = 1; UPDATE ecosystem SET status = 'stopped' WHERE id = 2; UPDATE ecosystem SET status = 'finished' WHERE id = 3");
        Assert.True(PostgresFinishing.TryFinish(connection, 1, Time));
        Assert.False(PostgresFinishing.TryFinish(connection, 1, Time.AddHours(1)));
        Assert.Equal([["2026-03-01T12:30:00.0000000Z"], [null]], database.Query("SELECT finished_at FROM experiment ORDER BY id"));
        Assert.Equal([2L], connection.List("SELECT id FROM experiment WHERE finished_at IS NULL ORDER BY id", row => row.GetInt64(0)));
        Assert.Equal(
            ["caption_metric_row_1 (ecosystem_id, generation, model_id, caption_id)", "image_metric_row_1 (ecosystem_id, generation, model_id)", "snapshot_row_1 (ecosystem_id, generation, model_id)", "text_metric_row_1 (ecosystem_id, generation, model_id)"],
            database.Query("SELECT regexp_replace(indexdef, '.* ON public.(\\w+) USING btree', '\\1') FROM pg_indexes WHERE tablename ~ '_row_' AND indexdef LIKE 'CREATE UNIQUE%' ORDER BY 1").Select(row => row[0]));
        Assert.False(PostgresFinishing.TryFinish(connection, 77, Time));
    }

    [PostgresFact]
    public void Of_several_nodes_that_try_at_once_one_closes_it()
    {
        using PostgresDatabase database = TwoExperiments();
        database.Execute("UPDATE ecosystem SET status = 'finished'");
        using var start = new Barrier(6);
        Task<bool>[] nodes = [.. Enumerable.Range(0, 6).Select(_ => Task.Factory.StartNew(() =>
        {
            using NpgsqlConnection connection = database.Connect();
            start.SignalAndWait();
            return PostgresFinishing.TryFinish(connection, 2, Time);
        }, TaskCreationOptions.LongRunning))];
        Task.WaitAll(nodes);
        Assert.Equal(1, nodes.Count(node => node.Result));
        Assert.Equal(4, database.Count(Indexes));
    }

    [PostgresFact]
    public void What_another_node_is_about_to_do_is_not_waited_for()
    {
        using PostgresDatabase database = TwoExperiments();
        database.Execute($"UPDATE ecosystem SET status = 'finished'; ALTER DATABASE {database.Name} SET lock_timeout = '5s'");
        using NpgsqlConnection other = database.Connect(), connection = database.Connect();
        using (NpgsqlTransaction atWork = other.BeginTransaction())
        {
            AdvisoryLock.Take(other, "finish 1");
            Assert.False(PostgresFinishing.TryFinish(connection, 1, Time));
            Assert.True(PostgresFinishing.TryFinish(connection, 2, Time));
        }

        // It died half way: nothing of its work is left, and somebody else does it.
        Assert.True(PostgresFinishing.TryFinish(connection, 1, Time));
    }

    [PostgresFact]
    public void A_row_that_was_stored_twice_is_found_and_nothing_is_closed()
    {
        using PostgresDatabase database = TwoExperiments();
        database.Execute("UPDATE ecosystem SET status = 'finished'; INSERT INTO snapshot_row VALUES (1, 0, 1, 1, ''), (1, 0, 1, 1, '')");
        using NpgsqlConnection connection = database.Connect();
        Assert.Equal("23505", Assert.Throws<PostgresException>(() => PostgresFinishing.TryFinish(connection, 1, Time)).SqlState);
        Assert.Equal(0, database.Count(Indexes));
        Assert.Equal([1L, 2L], connection.List("SELECT id FROM experiment WHERE finished_at IS NULL ORDER BY id", row => row.GetInt64(0)));
    }

    [PostgresFact]
    public void What_dead_nodes_left_of_a_closed_experiment_goes_and_what_they_left_of_others_stays()
    {
        using PostgresDatabase database = TwoExperiments();
        database.Execute("""
            UPDATE ecosystem SET status = 'finished' WHERE experiment_id = 1;
            INSERT INTO attempt (node, ecosystem_ids, claim, server_started) SELECT 'dead', ARRAY[id], pg_current_xact_id(), now() FROM ecosystem;
            INSERT INTO suspect SELECT id, 1, 0, 1, 'dead' FROM ecosystem
            """);
        using NpgsqlConnection connection = database.Connect();
        Assert.True(PostgresFinishing.TryFinish(connection, 1, Time));
        Assert.Equal([[4L, 11L, 8L]], database.Query("SELECT min(ecosystem_id), max(ecosystem_id), count(*) FROM suspect"));
        Assert.Equal([[4L, 11L, 8L]], database.Query("SELECT min(ecosystem_ids[1]), max(ecosystem_ids[1]), count(*) FROM attempt"));
    }

    [PostgresFact]
    public void Who_does_not_own_the_tables_closes_an_experiment_once_that_is_granted()
    {
        using PostgresDatabase database = TwoExperiments();
        string node = database.Name + "_node";
        database.Execute($"""
            UPDATE ecosystem SET status = 'finished';
            CREATE ROLE {node};
            GRANT SELECT ON ALL TABLES IN SCHEMA public TO {node};
            GRANT UPDATE (finished_at) ON experiment TO {node};
            GRANT DELETE ON attempt, suspect, pending_command TO {node};
            """);
        try
        {
            using NpgsqlConnection connection = database.Connect();
            PostgresServer.Execute(connection, $"SET ROLE {node}");
            Assert.Equal("42501", Assert.Throws<PostgresException>(() => PostgresFinishing.TryFinish(connection, 1, Time)).SqlState);
            database.Execute($"GRANT EXECUTE ON FUNCTION make_row_indexes(bigint) TO {node}");
            // Neither a table nor a search path of its own leads the function astray.
            PostgresServer.Execute(connection, "CREATE TEMP TABLE text_metric_row_1 (ecosystem_id bigint, generation integer, model_id integer)");
            PostgresServer.Execute(connection, "SET search_path = pg_temp, public; CREATE TEMP TABLE snapshot_row_1 (ecosystem_id bigint, generation integer, model_id integer)");
            PostgresServer.Execute(connection, "RESET search_path");
            Assert.True(PostgresFinishing.TryFinish(connection, 1, Time));
            Assert.Equal(4, database.Count(Indexes));
            Assert.Equal(0, database.Count("SELECT count(*) FROM pg_indexes WHERE schemaname LIKE 'pg_temp%'"));
            PostgresServer.Execute(connection, "DISCARD TEMP");
        }
        finally
        {
            database.Execute($"DROP OWNED BY {node}; DROP ROLE {node}");
        }
    }

    private static PostgresDatabase TwoExperiments()
    {
        PostgresDatabase database = SharedPostgres.CreateDatabase();
        PostgresExperiments.Add(StoreAddress.Parse(database.Address), Samples.Experiment());
        PostgresExperiments.Add(StoreAddress.Parse(database.Address), Samples.Other());
        return database;
    }
}
