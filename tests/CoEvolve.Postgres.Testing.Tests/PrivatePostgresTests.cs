using Npgsql;

namespace CoEvolve.Postgres.Testing.Tests;

public sealed class PrivatePostgresTests
{
    [PostgresFact]
    public void Two_databases_know_nothing_of_each_other()
    {
        using PostgresDatabase one = SharedPostgres.CreateDatabase();
        using PostgresDatabase other = SharedPostgres.CreateDatabase();
        one.Execute("CREATE TABLE t (x bigint); INSERT INTO t VALUES (1)");
        other.Execute("CREATE TABLE t (x bigint)");
        Assert.Equal(1, one.Count("SELECT count(*) FROM t"));
        Assert.Equal(0, other.Count("SELECT count(*) FROM t"));
    }

    [PostgresFact]
    public void A_disposed_database_is_dropped_although_somebody_is_connected()
    {
        PostgresDatabase database = SharedPostgres.CreateDatabase();
        using NpgsqlConnection connection = database.Connect();
        database.Dispose();
        using PostgresDatabase other = SharedPostgres.CreateDatabase();
        Assert.Equal(0, other.Count($"SELECT count(*) FROM pg_database WHERE datname = '{database.Name}'"));
    }

    [PostgresFact]
    public void Databases_are_made_by_many_threads_at_once()
    {
        string[] names = [.. Enumerable.Range(0, 8).AsParallel().WithDegreeOfParallelism(8).Select(_ =>
        {
            using PostgresDatabase database = SharedPostgres.CreateDatabase();
            return (string)database.Query("SELECT current_database()::text")[0][0]!;
        })];
        Assert.Equal(8, names.Distinct().Count());
    }

    [PostgresFact]
    public void A_killed_server_comes_back_on_its_port_with_what_was_committed_and_nothing_else()
    {
        using var server = new PrivatePostgres();
        using PostgresDatabase database = server.CreateDatabase();
        int port = server.Port;
        int first = server.ProcessId;
        database.Execute("CREATE TABLE t (x bigint); INSERT INTO t VALUES (1)");
        using NpgsqlConnection connection = database.Connect();
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        using var insert = new NpgsqlCommand("INSERT INTO t VALUES (2)", connection, transaction);
        insert.ExecuteNonQuery();
        server.KillServer();
        Assert.False(server.IsRunning);
        Assert.ThrowsAny<NpgsqlException>(transaction.Commit);
        Assert.ThrowsAny<NpgsqlException>(database.Connect);
        server.StartAgain();
        Assert.Equal(port, server.Port);
        Assert.NotEqual(first, server.ProcessId);
        Assert.Equal(1, database.Query("SELECT x FROM t").Single()[0] as long?);
        Assert.Contains("database system was not properly shut down", server.Log, StringComparison.Ordinal);
    }

    [PostgresFact]
    public void A_stopped_server_comes_back_without_recovery()
    {
        using var server = new PrivatePostgres();
        using PostgresDatabase database = server.CreateDatabase();
        database.Execute("CREATE TABLE t (x bigint); INSERT INTO t VALUES (1)");
        server.Stop();
        Assert.ThrowsAny<NpgsqlException>(database.Connect);
        server.StartAgain();
        Assert.Equal(1, database.Count("SELECT count(*) FROM t"));
        Assert.DoesNotContain("not properly shut down", server.Log, StringComparison.Ordinal);
    }

    [PostgresTheory]
    [InlineData(false, "off")]
    [InlineData(true, "on")]
    public void Commits_wait_for_the_disk_when_asked_to(bool durable, string fsync)
    {
        using var server = new PrivatePostgres(durable);
        using PostgresDatabase database = server.CreateDatabase();
        Assert.Equal(fsync, database.Query("SHOW fsync").Single()[0]);
    }
}
