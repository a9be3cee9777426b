using CoEvolve.Postgres.Testing;
using Npgsql;

namespace CoEvolve.Store.Tests;

/// <summary>Locks that nodes agree on by name.</summary>
public sealed class StoreLockTests
{
    [PostgresFact]
    public void One_of_all_has_a_lock_until_it_gives_it_back_and_other_names_are_other_locks()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        using var one = new Node(database, "one");
        using var two = new Node(database, "two");
        IDisposable? held = one.Store.TryLock("who goes on");
        Assert.NotNull(held);
        Assert.Null(two.Store.TryLock("who goes on"));
        Assert.Null(one.Store.TryLock("who goes on"));
        using IDisposable? another = two.Store.TryLock("who goes");
        Assert.NotNull(another);
        held.Dispose();
        // The server hears of it in its own time.
        IDisposable? next = null;
        Assert.True(SpinWait.SpinUntil(() => (next = two.Store.TryLock("who goes on")) is not null, TimeSpan.FromMinutes(1)), "It is still held after a minute.");
        using IDisposable? nextHeld = next;
        held.Dispose();
        Assert.Null(one.Store.TryLock("who goes on"));
        Assert.Throws<ArgumentException>(() => one.Store.TryLock(""));
    }

    [PostgresFact]
    public void A_lock_ends_with_the_connection_of_whoever_has_it()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        using var one = new Node(database, "one");
        using var two = new Node(database, "two");
        using IDisposable? held = one.Store.TryLock("who goes on");
        Assert.NotNull(held);
        Assert.Equal([[true]], database.Query("SELECT pg_terminate_backend(pid, 60000) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"));
        using IDisposable? next = two.Store.TryLock("who goes on");
        Assert.NotNull(next);
        held.Dispose();
        Assert.Null(one.Store.TryLock("who goes on"));
    }

    [PostgresFact]
    public void The_server_notices_within_seconds_that_the_machine_has_vanished_which_has_a_lock()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        using var node = new Node(database, "node");
        using IDisposable? held = node.Store.TryLock("who goes on");
        using var command = new NpgsqlCommand("SELECT name, setting FROM pg_settings WHERE name LIKE 'tcp_keepalives_%' ORDER BY name", (NpgsqlConnection)held!);
        using NpgsqlDataReader row = command.ExecuteReader();
        var settings = new List<(string, string)>();
        while (row.Read())
            settings.Add((row.GetString(0), row.GetString(1)));
        Assert.Equal([("tcp_keepalives_count", "3"), ("tcp_keepalives_idle", "5"), ("tcp_keepalives_interval", "2")], settings);
    }

    [PostgresFact]
    public void A_lock_is_that_of_one_schema()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        database.Execute("CREATE SCHEMA lab");
        using var node = new Node(database, "node");
        using var inLab = PostgresRunStore.Open(StoreAddress.Parse($"{database.ConnectionString};Search Path=lab"), new PostgresRunOptions { Version = "0.1.0" });
        using IDisposable? one = node.Store.TryLock("who goes on"), other = inLab.TryLock("who goes on");
        Assert.NotNull(one);
        Assert.NotNull(other);
        Assert.Null(inLab.TryLock("who goes on"));
    }
}
