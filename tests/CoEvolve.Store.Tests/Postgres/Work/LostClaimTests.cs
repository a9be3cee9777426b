using CoEvolve.Engines;
using CoEvolve.Postgres.Testing;
using Npgsql;

namespace CoEvolve.Store.Tests;

/// <summary>Nodes that freeze, and databases that go away.</summary>
public sealed class LostClaimTests
{
    private static readonly ExperimentDefinition Experiment = Samples.Experiment(replicates: 3, generations: 10);

    [PostgresFact]
    public void A_silent_node_loses_its_claim_and_stores_nothing_afterwards()
    {
        using PostgresDatabase database = Submitted();
        using var silent = new Node(database, "silent", silence: TimeSpan.FromSeconds(1));
        using var other = new Node(database, "other");
        using IClaim lost = silent.Store.Claim(3)!;
        using (IClaim taken = other.AwaitClaim(3))
            Node.Advance(taken, taken.Ecosystems[0].MostGenerations ?? 1, Experiment);
        Assert.Throws<ClaimLostException>(() => lost.Commit([.. lost.Ecosystems.Select(e => Samples.Slice(e, 10, 10, Experiment))]));
        Assert.Contains(silent.Notices, notice => notice.StartsWith("The claim on 3 ecosystems was lost", StringComparison.Ordinal));
        Assert.Equal(0, database.Count("SELECT count(*) FROM ecosystem WHERE generation > 1"));
        lost.Dispose();

        // It goes on as if nothing had been.
        using IClaim again = silent.AwaitClaim(3);
        Node.Advance(again, 1, Experiment);
        Assert.Equal(0, database.Count("SELECT count(*) FROM attempt"));
    }

    [PostgresFact]
    public void A_node_that_touches_its_claim_keeps_it_for_longer_than_it_may_be_silent()
    {
        using PostgresDatabase database = Submitted();
        // A busy machine was seen to hold this thread up for more than a second between two touches.
        using var slow = new Node(database, "slow", silence: TimeSpan.FromSeconds(3));
        using var other = new Node(database, "other");
        using IClaim held = slow.Store.Claim(3)!;
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (clock.Elapsed < TimeSpan.FromSeconds(6.5))
        {
            held.Touch();
            Assert.Null(other.Store.Claim(1));
        }

        Node.Advance(held, 10, Experiment);
        Assert.Equal(3, database.Count("SELECT count(*) FROM ecosystem WHERE status = 'finished'"));
    }

    [PostgresFact]
    public void A_node_that_freezes_while_it_stores_a_slice_loses_its_claim_too()
    {
        using PostgresDatabase database = Submitted();
        using var other = new Node(database, "other", silence: TimeSpan.FromSeconds(1));
        using var frozen = new NpgsqlConnection($"{database.ConnectionString};Pooling=False;Options=-c idle_in_transaction_session_timeout=1s");
        frozen.Open();
        using NpgsqlTransaction transaction = frozen.BeginTransaction();
        using (var command = new NpgsqlCommand("SELECT id FROM ecosystem FOR UPDATE", frozen))
            command.ExecuteNonQuery();
        using (var number = new NpgsqlCommand("SELECT pg_current_xact_id()::text", frozen))
        {
            database.Execute(
                $"INSERT INTO attempt (node, ecosystem_ids, claim, process, silence, server_started) VALUES ('frozen', '{{1,2,3}}', '{number.ExecuteScalar()}', {frozen.ProcessID}, '0.3 s', pg_postmaster_start_time())");
        }

        NpgsqlBinaryImporter rows = frozen.BeginBinaryImport("COPY text_metric_row_1 FROM STDIN (FORMAT BINARY)");
        Assert.Null(other.Store.Claim(1));

        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        other.Store.AwaitChange(limit.Token);
        // Alone: it was in the hands of one that is taken for dead.
        using IClaim? taken = other.Store.Claim(3);
        Assert.Equal([1L], Node.Ids(taken));
        Assert.ThrowsAny<NpgsqlException>(() => rows.Complete());
    }

    [PostgresFact]
    public void No_connection_of_a_node_that_fell_silent_keeps_a_lock()
    {
        using PostgresDatabase database = Submitted();
        using var connections = new WorkConnections(StoreAddress.Parse(database.Address), new PostgresRunOptions { Version = "", SilenceTimeout = TimeSpan.FromSeconds(7) });
        foreach (Func<NpgsqlConnection> open in (Func<NpgsqlConnection>[])[connections.Claim, connections.Side])
        {
            using NpgsqlConnection connection = open();
            using var command = new NpgsqlCommand("SHOW idle_in_transaction_session_timeout", connection);
            Assert.Equal("7s", command.ExecuteScalar());
        }
    }

    [PostgresFact]
    public void A_touch_finds_out_that_the_claim_is_lost()
    {
        using PostgresDatabase database = Submitted();
        using var node = new Node(database, "node");
        using IClaim claim = node.Store.Claim(3)!;
        node.Die();
        Assert.Throws<ClaimLostException>(claim.Touch);
    }

    [PostgresFact]
    public void While_the_database_is_gone_claims_wait_and_afterwards_everything_goes_on()
    {
        using var server = new PrivatePostgres();
        using PostgresDatabase database = server.CreateDatabase();
        PostgresExperiments.Add(StoreAddress.Parse(database.Address), Experiment);
        using var node = new Node(database, "node");
        Node.Advance(node.Store.Claim(3)!, 4, Experiment);
        using IClaim lost = node.Store.Claim(3)!;
        server.KillServer();
        Assert.Throws<ClaimLostException>(() => lost.Commit([.. lost.Ecosystems.Select(e => Samples.Slice(e, 10, 10, Experiment))]));
        lost.Dispose();
        using var giveUp = new CancellationTokenSource();
        Task<IClaim?> waiting = Task.Run(() => node.Store.Claim(3, giveUp.Token)), leaving = Task.Run(() => node.Store.Claim(3, giveUp.Token));
        Assert.True(SpinWait.SpinUntil(() => node.Notices.Any(notice => notice.Contains("Trying again in", StringComparison.Ordinal)), TimeSpan.FromMinutes(1)));
        giveUp.Cancel();
        Assert.Null(waiting.GetAwaiter().GetResult());
        Assert.Null(leaving.GetAwaiter().GetResult());

        waiting = Task.Run(() => node.Store.Claim(3));
        server.StartAgain();
        using IClaim again = waiting.GetAwaiter().GetResult()!;
        Assert.Equal([4, 4, 4], again.Ecosystems.Select(ecosystem => ecosystem.Generation));
        Assert.Equal(Samples.Checkpoint(2, 4), again.Ecosystems[1].Checkpoint);
        Node.Advance(again, 10, Experiment);
        Assert.Equal(3 * 11, database.Count("SELECT count(*) FROM text_metric"));
        Assert.Equal(0, database.Count("SELECT count(*) FROM attempt"));
    }

    [PostgresFact]
    public void What_dies_before_its_transaction_ends_has_stored_nothing()
    {
        using PostgresDatabase database = Submitted();
        Node? node = null;
        using (node = new Node(database, "node", beforeCommit: () => node!.Die()))
        {
            using IClaim claim = node.Store.Claim(3)!;
            Assert.Throws<ClaimLostException>(() => claim.Commit([.. claim.Ecosystems.Select(e => Samples.Slice(e, 10, 10, Experiment))]));
        }

        Assert.Equal(0, database.Count("SELECT count(*) FROM text_metric") + database.Count("SELECT count(*) FROM checkpoint"));
        Assert.Equal(3, database.Count("SELECT count(*) FROM ecosystem WHERE status = 'waiting' AND generation = 0"));
    }

    [PostgresFact]
    public void An_ecosystem_that_was_changed_by_hand_under_a_claim_refuses_its_slice()
    {
        using PostgresDatabase database = Submitted();
        using var node = new Node(database, "node");
        using IClaim claim = node.Store.Claim(3)!;
        SliceCommit stale = Samples.Slice(claim.Ecosystems[1] with { Generation = 2 }, 4, 10, Experiment);
        StoreException refused = Assert.Throws<StoreException>(() => claim.Commit([Samples.Slice(claim.Ecosystems[0], 4, 10, Experiment), stale]));
        Assert.Contains("Ecosystem 2: a slice started from generation 2, but the store has generation 0 (waiting)", refused.Message, StringComparison.Ordinal);
        claim.Dispose();
        Assert.Equal(0, database.Count("SELECT count(*) FROM text_metric"));
    }

    private static PostgresDatabase Submitted()
    {
        PostgresDatabase database = SharedPostgres.CreateDatabase();
        PostgresExperiments.Add(StoreAddress.Parse(database.Address), Experiment);
        return database;
    }
}
