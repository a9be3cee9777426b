using CoEvolve.Engines;
using CoEvolve.Postgres.Testing;

namespace CoEvolve.Store.Tests;

/// <summary>Several experiments, several nodes, and what they hear of each other.</summary>
public sealed class SharedWorkTests
{
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);

    [PostgresFact]
    public void Experiments_are_taken_in_order_and_never_two_in_one_claim()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        var address = StoreAddress.Parse(database.Address);
        PostgresExperiments.Add(address, Samples.Experiment());
        PostgresExperiments.Add(address, Samples.Other());
        using var node = new Node(database, "node");
        using IClaim first = node.Store.Claim(100)!, second = node.Store.Claim(3)!, third = node.Store.Claim(100)!;
        Assert.Equal([(1, 1), (1, 2), (1, 3)], first.Ecosystems.Select(e => (e.Experiment, e.Id)));
        Assert.Equal([(2, 1), (2, 2), (2, 3)], second.Ecosystems.Select(e => (e.Experiment, e.Id)));
        Assert.Equal([(2, 4), (2, 5), (2, 6), (2, 7), (2, 8)], third.Ecosystems.Select(e => (e.Experiment, e.Id)));
        Assert.Equal([0, 1, 1, 1, 1], third.Ecosystems.Select(e => e.Point));
        Assert.Equal("other", node.Store.Experiment(2).Name);
        Node.Advance(third, 6, Samples.Other());
        Assert.Equal([["writer"]], database.Query("SELECT DISTINCT model FROM text_metric WHERE ecosystem_id = 8 AND model LIKE 'w%'"));
    }

    [PostgresFact]
    public void A_node_leaves_experiments_of_another_version_alone()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        PostgresExperiments.Add(StoreAddress.Parse(database.Address), Samples.Experiment());
        using var newer = new Node(database, "newer", version: "0.2.0");
        using var same = new Node(database, "same", version: "0.1.0");
        Assert.Null(newer.Store.Claim(1));
        using IClaim claim = same.Store.Claim(1)!;
        Assert.Equal([1L], Node.Ids(claim));
    }

    [PostgresFact]
    public async Task An_idle_node_hears_of_new_work_at_once()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        using var node = new Node(database, "node", poll: Never);
        Assert.Null(node.Store.Claim(1));
        Task heard = Task.Run(() => node.Store.AwaitChange(CancellationToken.None));
        AwaitListener(database);
        PostgresExperiments.Add(StoreAddress.Parse(database.Address), Samples.Experiment());
        await heard;
        using IClaim claim = node.Store.Claim(1)!;
        Assert.Equal([1L], Node.Ids(claim));
    }

    [PostgresFact]
    public async Task A_node_that_waits_can_be_stopped_and_one_that_lost_its_listener_listens_again()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        using var node = new Node(database, "node", poll: Never);
        using var stop = new CancellationTokenSource();
        Task waiting = Task.Run(() => node.Store.AwaitChange(stop.Token));
        AwaitListener(database);
        database.Query("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'");
        AwaitListener(database);
        await stop.CancelAsync();
        await waiting;
    }

    [PostgresFact]
    public void Looking_around_finishes_what_is_done_and_only_that()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        var address = StoreAddress.Parse(database.Address);
        PostgresExperiments.Add(address, Samples.Experiment());
        PostgresExperiments.Add(address, Samples.Other());
        using var node = new Node(database, "node");
        Node.Advance(node.Store.Claim(2)!, 10);
        node.Store.AwaitChange(CancellationToken.None);
        Assert.Equal(2, database.Count("SELECT count(*) FROM experiment WHERE finished_at IS NULL"));
        Node.Advance(node.Store.Claim(2)!, 10);
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                node.Store.AwaitChange(CancellationToken.None);
                return database.Count("SELECT count(*) FROM experiment WHERE finished_at IS NULL") < 2;
            },
            TimeSpan.FromMinutes(1)));
        Assert.Equal([1L], database.Query("SELECT id FROM experiment WHERE finished_at IS NOT NULL").Select(row => row[0]));
        Assert.Equal(3, database.Count("SELECT count(*) FROM pg_class WHERE relname LIKE '%_key_1' AND relname NOT LIKE 'snap%'"));
        using IClaim claim = node.Store.Claim(100)!;
        Assert.All(claim.Ecosystems, ecosystem => Assert.Equal(2, ecosystem.Experiment));
    }

    [PostgresFact]
    public void An_experiment_whose_rows_were_spoilt_is_told_of_and_keeps_nobody_from_the_others()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        var address = StoreAddress.Parse(database.Address);
        PostgresExperiments.Add(address, Samples.Experiment());
        PostgresExperiments.Add(address, Samples.Other());
        using var node = new Node(database, "node");
        Node.Advance(node.Store.Claim(3)!, 10);
        database.Execute("INSERT INTO text_metric_row SELECT * FROM text_metric_row WHERE ecosystem_id = 1 AND generation = 4");
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                node.Store.AwaitChange(CancellationToken.None);
                return !node.Notices.IsEmpty;
            },
            TimeSpan.FromMinutes(1)));
        Assert.StartsWith("Experiment 1 is done and cannot be closed.", node.Notices.First(), StringComparison.Ordinal);
        using IClaim others = node.Store.Claim(100)!;
        Assert.Equal(8, others.Ecosystems.Count);
        Node.Advance(others, 6, Samples.Other());
    }

    [PostgresFact]
    public void An_experiment_that_cannot_be_read_is_left_alone_and_told_of()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        var address = StoreAddress.Parse(database.Address);
        PostgresExperiments.Add(address, Samples.Experiment());
        PostgresExperiments.Add(address, Samples.Other());
        database.Execute("UPDATE model SET kind = 'sound' WHERE experiment_id = 1");
        using var node = new Node(database, "node");
        using IClaim claim = node.Store.Claim(100)!;
        Assert.All(claim.Ecosystems, ecosystem => Assert.Equal(2, ecosystem.Experiment));
        Assert.Contains("was changed by hand and cannot be read", Assert.Single(node.Notices), StringComparison.Ordinal);
    }

    [PostgresFact]
    public void Something_large_may_take_longer_to_send_than_a_node_may_be_silent()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        PostgresExperiments.Add(StoreAddress.Parse(database.Address), Samples.Experiment());
        object?[] waits = [];
        Node? node = null;
        using (node = new Node(database, "node", silence: TimeSpan.FromSeconds(7), beforeCommit: () => waits = database.Query("SELECT extract(epoch FROM silence)::int FROM attempt")[0]))
        {
            using IClaim claim = node.Store.Claim(1)!;
            claim.Commit([Samples.Slice(claim.Ecosystems[0], 4, 10) with { Checkpoint = new byte[10 << 20] }]);
        }

        Assert.Equal([17], waits);
        Assert.Equal(10L << 20, database.Count("SELECT length(state)::bigint FROM checkpoint"));
    }

    private static void AwaitListener(PostgresDatabase database) => Assert.True(
        SpinWait.SpinUntil(
            () => database.Count("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND state = 'idle' AND datname = current_database()") == 1,
            TimeSpan.FromMinutes(1)),
        "Nobody listens.");
}
