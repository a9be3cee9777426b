using CoEvolve.Actors;
using CoEvolve.Engines;
using CoEvolve.Postgres.Testing;

namespace CoEvolve.Store.Tests;

/// <summary>Ecosystems that are asked for one by one.</summary>
public sealed class NamedClaimTests
{
    private static readonly EcosystemKey First = new(1, 1), Second = new(1, 2), Third = new(1, 3);

    [PostgresFact]
    public void Who_asks_for_an_ecosystem_gets_it_alone_with_its_checkpoint_and_commands_and_others_can_be_taken_beside_it()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        ExperimentDefinition experiment = Samples.Experiment(points: 2, replicates: 3);
        Add(database, Samples.Other());
        Add(database, experiment);
        using var node = new Node(database, "node");
        var fifth = new EcosystemKey(2, 5);
        Node.Advance(node.Take(fifth), 4, experiment);
        Give(database, new CommandTarget(2, Ecosystem: 5), "set textModel.frozen=true", "inject captions=3");

        using IClaim claim = node.Take(fifth), beside = node.Take(new(2, 4)), other = node.Take(new(1, 5)), rest = node.Store.Claim(100)!;
        ClaimedEcosystem ecosystem = Assert.Single(claim.Ecosystems);
        Assert.Equal((2L, 5L, 1, 2, 4), (ecosystem.Experiment, ecosystem.Id, ecosystem.Point, ecosystem.Replicate, ecosystem.Generation));
        Assert.Equal(Samples.Checkpoint(5, 4), ecosystem.Checkpoint);
        Assert.Equal(["set textModel.frozen=true", "inject captions=3"], ecosystem.Commands.Select(command => command.Command.ToString()));
        Assert.Null(ecosystem.MostGenerations);
        ClaimedEcosystem fourth = Assert.Single(beside.Ecosystems);
        Assert.Equal((2L, 4L, 1, 1, 0), (fourth.Experiment, fourth.Id, fourth.Point, fourth.Replicate, fourth.Generation));
        Assert.Null(fourth.Checkpoint);
        Assert.Empty(fourth.Commands);
        Assert.Equal([(1, 5)], other.Ecosystems.Select(e => (e.Experiment, e.Id)));
        Assert.Equal([(1, 1), (1, 2), (1, 3), (1, 4), (1, 6), (1, 7), (1, 8)], rest.Ecosystems.Select(e => (e.Experiment, e.Id)));

        claim.Commit([Samples.Slice(ecosystem, 10, 10, experiment) with { Commands = [.. ecosystem.Commands.Select(command => new AppliedCommand(command.Id, command.Command, 4))] }]);
        Assert.Equal([["finished", 10]], database.Query("SELECT status, generation FROM ecosystem WHERE id = 8 + 5"));
        Assert.Equal([[4], [4]], database.Query("SELECT applied_generation FROM command"));
        Assert.Equal(0, database.Count("SELECT count(*) FROM pending_command"));
        Assert.Equal(11, database.Count("SELECT count(*) FROM text_metric"));
    }

    [PostgresFact]
    public void What_is_taken_is_held_for_all_others_until_it_is_stored_or_given_back()
    {
        using PostgresDatabase database = Submitted();
        using var node = new Node(database, "node");
        using var other = new Node(database, "other");
        IClaim claim = node.Take(First);
        Assert.Equal([["node", new long[] { 1 }, null, null]], database.Query("SELECT node, ecosystem_ids, generation, lone_generations FROM attempt"));
        Assert.Equal(new NamedClaim(null, NoClaim.Held), other.Store.Claim(First));
        Assert.Equal(new NamedClaim(null, NoClaim.Held), node.Store.Claim(First));
        using (IClaim batch = other.Store.Claim(100)!)
        {
            Assert.Equal([2L, 3], Node.Ids(batch));
            Assert.Equal(new NamedClaim(null, NoClaim.Held), node.Store.Claim(Third));
        }

        Node.Advance(claim, 4);
        claim = other.Take(First);
        Assert.Equal((4, Convert.ToHexString(Samples.Checkpoint(1, 4))), State(claim));
        Assert.Equal(new NamedClaim(null, NoClaim.Held), node.Store.Claim(First));
        claim.Dispose();
        using (claim = node.Take(First))
            Assert.Equal((4, Convert.ToHexString(Samples.Checkpoint(1, 4))), State(claim));
        using (claim = other.Store.Claim(1)!)
            Assert.Equal([1L], Node.Ids(claim));
        Assert.Equal(0, database.Count("SELECT count(*) FROM attempt"));
        Assert.Equal(0, database.Count("SELECT count(*) FROM suspect"));
    }

    [PostgresFact]
    public void One_that_is_paused_is_taken_once_it_is_told_something_and_not_before()
    {
        using PostgresDatabase database = Submitted();
        using var node = new Node(database, "node");
        using var other = new Node(database, "other");
        Store(node, Second, e => Samples.Slice(e, 4, 10) with { Status = EcosystemStatus.Paused });
        Assert.Equal(new NamedClaim(null, NoClaim.Paused), node.Store.Claim(Second));
        Give(database, new CommandTarget(Ecosystem: 3), "resume");
        Assert.Equal(new NamedClaim(null, NoClaim.Paused), node.Store.Claim(Second));

        Give(database, new CommandTarget(Ecosystem: 2), "resume");
        using IClaim claim = node.Take(Second);
        Assert.Equal((4, Convert.ToHexString(Samples.Checkpoint(2, 4))), State(claim));
        Assert.Equal("resume", Assert.Single(claim.Ecosystems[0].Commands).Command.ToString());
        Assert.Equal(new NamedClaim(null, NoClaim.Held), other.Store.Claim(Second));
    }

    [PostgresFact]
    public void There_is_nothing_to_take_of_an_ecosystem_that_is_over_whatever_it_was_told()
    {
        using PostgresDatabase database = Submitted();
        using var node = new Node(database, "node");
        Give(database, new CommandTarget(), "pause");
        Store(node, First, e => Samples.Slice(e, 10, 10));
        Store(node, Second, e => Samples.Failure(e, "it was too much"));
        Store(node, Third, e => Samples.Slice(e, 4, 10) with { Status = EcosystemStatus.Stopped, Checkpoint = null });
        Assert.All([First, Second, Third], over => Assert.Equal(new NamedClaim(null, NoClaim.Over), node.Store.Claim(over)));

        // Nor once the experiment is closed, of a store that has known it and of one that has not.
        database.Execute("UPDATE experiment SET finished_at = '2026-03-01T12:30:00.0000000Z'");
        using var late = new Node(database, "late");
        Assert.Equal(new NamedClaim(null, NoClaim.Over), node.Store.Claim(First));
        Assert.Equal(new NamedClaim(null, NoClaim.Over), late.Store.Claim(First));
        Assert.Equal(0, database.Count("SELECT count(*) FROM attempt"));
    }

    [PostgresFact]
    public void There_is_nothing_to_take_of_what_is_not_there_though_another_experiment_has_that_row()
    {
        using PostgresDatabase database = Submitted();
        Add(database, Samples.Other());
        using var node = new Node(database, "node");
        EcosystemKey[] nobody =
        [
            new(1, 0), new(1, -1), new(1, 4), new(1, 11), new(1, 12), new(1, long.MaxValue), new(1, long.MinValue),
            new(2, 0), new(2, -2), new(2, 9), new(2, long.MaxValue), new(2, long.MinValue), new(0, 1), new(3, 1), new(-1, 1), new(long.MaxValue, 1),
        ];
        Assert.All(nobody, key => Assert.Equal(new NamedClaim(null, NoClaim.Over), node.Store.Claim(key)));
        using IClaim last = node.Take(Third), next = node.Take(new(2, 1));
        Assert.Equal([(1, 3), (2, 1)], last.Ecosystems.Concat(next.Ecosystems).Select(e => (e.Experiment, e.Id)));
        // Held by others, which is no reason of whoever has no such ecosystem.
        Assert.Equal(new NamedClaim(null, NoClaim.Over), node.Store.Claim(new EcosystemKey(1, 4)));
        Assert.Equal(new NamedClaim(null, NoClaim.Over), node.Store.Claim(new EcosystemKey(2, 0)));
    }

    [PostgresFact]
    public void There_is_nothing_to_take_of_an_experiment_of_another_version()
    {
        using PostgresDatabase database = Submitted();
        using var newer = new Node(database, "newer", version: "0.2.0");
        using var same = new Node(database, "same", version: "0.1.0");
        Assert.Equal(new NamedClaim(null, NoClaim.Over), newer.Store.Claim(First));
        Assert.Empty(newer.Store.FindWork(10));
        using IClaim claim = same.Take(First);
        Assert.Equal(new NamedClaim(null, NoClaim.Over), newer.Store.Claim(First));
    }

    [PostgresFact]
    public void There_is_nothing_to_take_of_an_experiment_that_cannot_be_read_and_that_is_told_once()
    {
        using PostgresDatabase database = Submitted();
        Add(database, Samples.Other());
        database.Execute("UPDATE model SET kind = 'sound' WHERE experiment_id = 1");
        using var node = new Node(database, "node");
        Assert.All([First, Second], key => Assert.Equal(new NamedClaim(null, NoClaim.Over), node.Store.Claim(key)));
        Assert.Contains("Experiment 1 of", Assert.Single(node.Notices), StringComparison.Ordinal);
        using IClaim claim = node.Take(new(2, 2));
    }

    [PostgresFact]
    public void An_experiment_that_was_submitted_later_is_found_by_name_though_nobody_has_looked_for_changes()
    {
        using PostgresDatabase database = Submitted();
        using var node = new Node(database, "node");
        var key = new EcosystemKey(2, 8);
        Assert.Equal(new NamedClaim(null, NoClaim.Over), node.Store.Claim(key));
        Add(database, Samples.Other());
        using IClaim claim = node.Take(key);
        Assert.Equal("other", node.Store.Experiment(2).Name);
        Node.Advance(claim, 6, Samples.Other());
        Assert.Equal([["finished"]], database.Query("SELECT status FROM ecosystem WHERE id = 3 + 8"));
    }

    [PostgresFact]
    public void A_command_recalls_a_claim_of_any_ecosystems_and_not_one_that_was_asked_for_by_name()
    {
        using PostgresDatabase database = Submitted();
        using var node = new Node(database, "node");
        using IClaim named = node.Take(First), any = node.Store.Claim(1)!;
        Assert.Equal([2L], Node.Ids(any));
        Give(database, new CommandTarget(), "pause");
        node.Store.AwaitChange(CancellationToken.None);
        Assert.True(any.IsRecalled);
        Assert.False(named.IsRecalled);
    }

    [PostgresFact]
    public void Who_no_longer_waits_for_an_answer_gets_none()
    {
        using PostgresDatabase database = Submitted();
        using var node = new Node(database, "node");
        var cancelled = new CancellationToken(canceled: true);
        Assert.Throws<OperationCanceledException>(() => node.Store.Claim(First, cancelled));
        Assert.Throws<OperationCanceledException>(() => node.Store.FindWork(1, cancelled));
        Assert.Throws<OperationCanceledException>(() => node.Store.FindCommands(1, cancelled));
        Assert.Equal(0, database.Count("SELECT count(*) FROM attempt"));
        using IClaim claim = node.Take(First);
    }

    [PostgresFact]
    public void A_slice_of_a_lost_claim_is_not_stored_and_the_ecosystem_goes_on_from_what_is()
    {
        using PostgresDatabase database = Submitted();
        using var node = new Node(database, "node");
        Node.Advance(node.Take(Second), 4);
        using (IClaim lost = node.Take(Second), touched = node.Take(Third))
        {
            node.Die();
            Assert.Throws<ClaimLostException>(() => lost.Commit([Samples.Slice(lost.Ecosystems[0], 10, 10)]));
            Assert.Throws<ClaimLostException>(touched.Touch);
            Assert.Contains(node.Notices, notice => notice.StartsWith("The claim on ecosystem 2 was lost", StringComparison.Ordinal));
        }

        // It lives, and so nothing is suspect.
        using IClaim again = node.Take(Second);
        Assert.Equal((4, Convert.ToHexString(Samples.Checkpoint(2, 4))), State(again));
        Assert.Null(again.Ecosystems[0].MostGenerations);
        Node.Advance(again, 6);
        Assert.Equal([["finished", 10]], database.Query("SELECT status, generation FROM ecosystem WHERE id = 2"));
        Assert.Equal(0, database.Count("SELECT count(*) FROM attempt"));
        Assert.Equal(0, database.Count("SELECT count(*) FROM suspect"));
    }

    [PostgresFact]
    public void A_silent_node_loses_what_it_took_by_name()
    {
        using PostgresDatabase database = Submitted();
        using var silent = new Node(database, "silent", silence: TimeSpan.FromSeconds(1));
        using var other = new Node(database, "other");
        using IClaim lost = silent.Take(Second);
        NamedClaim taken = default;
        Assert.True(SpinWait.SpinUntil(() => (taken = other.Store.Claim(Second)).Reason != NoClaim.Held, TimeSpan.FromMinutes(1)), "It is still held after a minute.");
        using IClaim? claim = taken.Claim;
        Assert.Equal([2L], Node.Ids(claim));
        Assert.Throws<ClaimLostException>(() => lost.Commit([Samples.Slice(lost.Ecosystems[0], 10, 10)]));
        Assert.Equal(0, database.Count("SELECT count(*) FROM text_metric"));
    }

    [PostgresFact]
    public async Task A_database_that_is_away_is_waited_for_until_that_is_cancelled()
    {
        using var server = new PrivatePostgres();
        using PostgresDatabase database = server.CreateDatabase();
        Add(database, Samples.Experiment());
        using var node = new Node(database, "node");
        server.KillServer();
        using var giveUp = new CancellationTokenSource();
        Task[] leaving =
        [
            Task.Run(() => node.Store.Claim(First, giveUp.Token)), Task.Run(() => node.Store.FindWork(1, giveUp.Token)), Task.Run(() => node.Store.FindCommands(1, giveUp.Token)),
        ];
        Task<NamedClaim> waiting = Task.Run(() => node.Store.Claim(Second));
        Assert.True(SpinWait.SpinUntil(() => node.Notices.Count(notice => notice.Contains("Trying again in", StringComparison.Ordinal)) >= 8, TimeSpan.FromMinutes(1)));
        Assert.Throws<StoreException>(() => node.Store.TryLock("a"));
        Assert.All([.. leaving, waiting], task => Assert.False(task.IsCompleted));
        await giveUp.CancelAsync();
        foreach (Task task in leaving)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task.WaitAsync(TimeSpan.FromMinutes(1)));

        server.StartAgain();
        using IClaim? claim = (await waiting.WaitAsync(TimeSpan.FromMinutes(1))).Claim;
        Assert.Equal([2L], Node.Ids(claim));
    }

    private static void Store(Node node, EcosystemKey key, Func<ClaimedEcosystem, SliceCommit> slice)
    {
        using IClaim claim = node.Take(key);
        claim.Commit([slice(claim.Ecosystems[0])]);
    }

    private static (int, string) State(IClaim claim) => (claim.Ecosystems[0].Generation, Convert.ToHexString(claim.Ecosystems[0].Checkpoint!));

    private static void Give(PostgresDatabase database, CommandTarget target, params string[] commands) =>
        StoredCommands.Submit(database.Address, target, [.. commands.Select(SteeringCommand.Parse)], DateTimeOffset.UnixEpoch);

    private static void Add(PostgresDatabase database, ExperimentDefinition experiment) => PostgresExperiments.Add(StoreAddress.Parse(database.Address), experiment);

    private static PostgresDatabase Submitted()
    {
        PostgresDatabase database = SharedPostgres.CreateDatabase();
        Add(database, Samples.Experiment());
        return database;
    }
}
