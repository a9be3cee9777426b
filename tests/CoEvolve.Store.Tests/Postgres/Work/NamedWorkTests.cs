using CoEvolve.Actors;
using CoEvolve.Engines;
using CoEvolve.Postgres.Testing;

namespace CoEvolve.Store.Tests;

/// <summary>What there is to do and what people want, for whoever asks for ecosystems one by one.</summary>
public sealed class NamedWorkTests
{
    [PostgresFact]
    public void Work_is_what_can_go_on_in_whosever_hands_in_order_of_submission()
    {
        using PostgresDatabase database = Submitted();
        using var node = new Node(database, "node");
        using var other = new Node(database, "other");
        Store(node, new(1, 1), e => Samples.Slice(e, 10, 10));
        Store(node, new(1, 2), Paused);
        Store(node, new(2, 1), e => Samples.Failure(e, "it was too much"));
        Store(node, new(2, 2), e => Slice(e, 4) with { Status = EcosystemStatus.Stopped, Checkpoint = null });
        Store(node, new(2, 3), Paused);
        Store(node, new(2, 4), e => Slice(e, 4));
        Give(database, new CommandTarget(2, Ecosystem: 3), "resume");
        using IClaim held = node.Take(new(1, 3)), told = node.Take(new(2, 3));
        EcosystemKey[] work = [new(2, 3), new(1, 3), new(1, 4), new(2, 4), new(2, 5), new(2, 6), new(2, 7), new(2, 8)];
        Assert.All(Enumerable.Range(1, 10), most => Assert.Equal(work.Take(most), other.Store.FindWork(most)));
        Assert.Equal(work, node.Store.FindWork(int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => node.Store.FindWork(0));
    }

    [PostgresFact]
    public void Work_of_an_experiment_that_was_submitted_later_is_found_after_a_look_for_changes()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        using var node = new Node(database, "node");
        Assert.Empty(node.Store.FindWork(10));
        Assert.Empty(node.Store.FindCommands(10));
        Add(database, Samples.Experiment());
        Give(database, new CommandTarget(Ecosystem: 2), "pause");
        node.Store.AwaitChange(CancellationToken.None);
        Assert.Equal([new(1, 1), new(1, 2), new(1, 3)], node.Store.FindWork(10));
        Assert.Equal(["1/2: pause"], Found(node, 10));
    }

    [PostgresFact]
    public void All_commands_of_an_ecosystem_come_in_order_and_those_that_have_waited_longest_before_others()
    {
        using PostgresDatabase database = Submitted();
        using var node = new Node(database, "node");
        Give(database, new CommandTarget(2, Ecosystem: 3), "pause");
        Give(database, new CommandTarget(1, Ecosystem: 4), "pause", "resume");
        Give(database, new CommandTarget(1, Ecosystem: 2), "set textModel.frozen=true");
        Give(database, new CommandTarget(1, Ecosystem: 4), "step 2");
        Give(database, new CommandTarget(2, Ecosystem: 1), "stop");
        string[] all = ["1/4: pause, resume, step 2", "1/2: set textModel.frozen=true", "2/3: pause", "2/1: stop"];
        Assert.All(Enumerable.Range(1, 5), most => Assert.Equal(all.Take(most), Found(node, most)));
        Assert.Throws<ArgumentOutOfRangeException>(() => node.Store.FindCommands(0));

        EcosystemCommands fourth = node.Store.FindCommands(1)[0];
        Assert.Equal(database.Query("SELECT id FROM command WHERE ecosystem_id = 4 ORDER BY id").Select(row => row[0]), fourth.Commands.Select(command => (object)command.Id));
        using IClaim claim = node.Take(fourth.Ecosystem);
        Assert.Equal(fourth.Commands, claim.Ecosystems[0].Commands);
        Assert.Equal(all, Found(node, 10));
        claim.Commit([Slice(claim.Ecosystems[0], 4) with { Commands = [.. fourth.Commands.Take(2).Select(command => new AppliedCommand(command.Id, command.Command, 0))] }]);
        Assert.Equal(["1/2: set textModel.frozen=true", "1/4: step 2", "2/3: pause", "2/1: stop"], Found(node, 10));
    }

    [PostgresFact]
    public void A_command_that_comes_too_late_is_not_found_and_keeps_no_other_waiting()
    {
        using PostgresDatabase database = Submitted();
        using var node = new Node(database, "node");
        using (IClaim claim = node.Take(new(1, 1)))
        {
            Give(database, new CommandTarget(1, Ecosystem: 1), "pause");
            claim.Commit([Slice(claim.Ecosystems[0], 10)]);
        }

        Give(database, new CommandTarget(1, Ecosystem: 2), "pause");
        Assert.Equal(["1/2: pause"], Found(node, 1));
        Assert.Equal(["1/2: pause"], Found(node, 10));
    }

    [PostgresFact]
    public void A_command_that_was_changed_by_hand_is_left_out_and_whoever_takes_its_ecosystem_says_so()
    {
        using PostgresDatabase database = Submitted();
        using var node = new Node(database, "node");
        Give(database, new CommandTarget(1, Ecosystem: 3), "stop");
        Give(database, new CommandTarget(1, Ecosystem: 1), "pause", "resume", "step 2");
        Give(database, new CommandTarget(1, Ecosystem: 2), "pause");
        database.Execute("UPDATE command SET kind = 'dance' WHERE ecosystem_id = 3 OR kind = 'resume'");
        Assert.Equal(["1/1: pause, step 2", "1/2: pause"], Found(node, 10));
        Assert.Empty(node.Notices);

        using IClaim first = node.Take(new(1, 1)), third = node.Take(new(1, 3));
        Assert.Equal(["pause", "step 2"], first.Ecosystems[0].Commands.Select(command => command.Command.ToString()));
        Assert.Empty(third.Ecosystems[0].Commands);
        Assert.Equal([1, 3], node.Notices.Select(notice => notice.Contains("for ecosystem 1 of experiment 1 was changed by hand", StringComparison.Ordinal) ? 1 : notice.Contains("for ecosystem 3 of", StringComparison.Ordinal) ? 3 : 0));
    }

    private static List<string> Found(Node node, int most) =>
        [.. node.Store.FindCommands(most).Select(told => $"{told.Ecosystem.Experiment}/{told.Ecosystem.Ecosystem}: {string.Join(", ", told.Commands.Select(command => command.Command))}")];

    private static SliceCommit Paused(ClaimedEcosystem ecosystem) => Slice(ecosystem, 4) with { Status = EcosystemStatus.Paused };

    private static SliceCommit Slice(ClaimedEcosystem ecosystem, int to)
    {
        ExperimentDefinition experiment = ecosystem.Experiment == 1 ? Samples.Experiment() : Samples.Other();
        return Samples.Slice(ecosystem, to, experiment.Generations, experiment);
    }

    private static void Store(Node node, EcosystemKey key, Func<ClaimedEcosystem, SliceCommit> slice)
    {
        using IClaim claim = node.Take(key);
        claim.Commit([slice(claim.Ecosystems[0])]);
    }

    private static void Give(PostgresDatabase database, CommandTarget target, params string[] commands) =>
        StoredCommands.Submit(database.Address, target, [.. commands.Select(SteeringCommand.Parse)], DateTimeOffset.UnixEpoch);

    private static void Add(PostgresDatabase database, ExperimentDefinition experiment) => PostgresExperiments.Add(StoreAddress.Parse(database.Address), experiment);

    // Two experiments, of four ecosystems and of eight.
    private static PostgresDatabase Submitted()
    {
        PostgresDatabase database = SharedPostgres.CreateDatabase();
        Add(database, Samples.Experiment(replicates: 4));
        Add(database, Samples.Other());
        return database;
    }
}
