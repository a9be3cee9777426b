using CoEvolve.Actors;
using CoEvolve.Engines;

namespace CoEvolve.Store.Tests;

public abstract partial class RunStoreContract
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [StoreFact]
    public void Commands_reach_their_ecosystem_before_all_others_and_once()
    {
        ExperimentDefinition experiment = Samples.Experiment(points: 2, replicates: 3);
        using IRunStore store = OpenNew(experiment);
        Give(new CommandTarget(Ecosystem: 5), "set textModel.frozen=true", "inject captions=3");
        using (IClaim claim = ClaimCommanded(store))
        {
            ClaimedEcosystem fifth = Assert.Single(claim.Ecosystems);
            Assert.Equal((5, 0, true), (fifth.Id, fifth.Generation, fifth.Checkpoint is null));
            Assert.Equal(["set textModel.frozen=true", "inject captions=3"], fifth.Commands.Select(command => command.Command.ToString()));
            claim.Commit([Slice(fifth, experiment, 4) with { Commands = [.. fifth.Commands.Select(command => new AppliedCommand(command.Id, command.Command, 0))] }]);
        }

        Assert.All(Waiting(store), ecosystem => Assert.Empty(ecosystem.Commands));
        Settle(store);
        using ResultsReader reader = Read();
        Assert.Equal([(5L, "set textModel.frozen=true", 0), (5L, "inject captions=3", 0)], reader.AppliedCommands().Select(given => (given.Ecosystem, given.Command.ToString(), given.Generation)));
        Assert.Equal([0, 0], reader.Ecosystem(5).Commands.Select(command => command.AppliedGeneration));
    }

    [StoreFact]
    public void A_paused_ecosystem_is_handed_out_when_it_is_told_something_and_not_before()
    {
        ExperimentDefinition experiment = Samples.Experiment(points: 1, replicates: 1);
        using IRunStore store = OpenNew(experiment);
        using (IClaim claim = store.Claim(1)!)
            claim.Commit([Slice(claim.Ecosystems[0], experiment, 4) with { Status = EcosystemStatus.Paused }]);
        Assert.Null(store.Claim(1));
        Settle(store);
        Assert.Null(store.Claim(1));
        Give(new CommandTarget(), "resume");
        using (IClaim claim = ClaimCommanded(store))
        {
            ClaimedEcosystem paused = claim.Ecosystems[0];
            Assert.Equal((1, 4, Convert.ToHexString(Samples.Checkpoint(1, 4)), "resume"), (paused.Id, paused.Generation, Convert.ToHexString(paused.Checkpoint!), paused.Commands[0].Command.ToString()));
            claim.Commit([Slice(paused, experiment, 10) with { Commands = [new AppliedCommand(paused.Commands[0].Id, paused.Commands[0].Command, 4)] }]);
        }

        Settle(store);
        using ResultsReader reader = Read();
        Assert.NotNull(reader.Experiment().FinishedAt);
        Assert.Equal(4, Assert.Single(reader.AppliedCommands()).Generation);
    }

    [StoreFact]
    public void An_ecosystem_that_was_only_told_something_keeps_it_at_generation_0()
    {
        ExperimentDefinition experiment = Samples.Experiment(points: 1, replicates: 2);
        long id = Add(experiment);
        Give(new CommandTarget(Ecosystem: 1), "pause");
        using (IRunStore store = Open(id))
        {
            using IClaim claim = ClaimCommanded(store);
            ClaimedEcosystem first = claim.Ecosystems[0];
            claim.Commit([Slice(first, experiment, 0) with { Status = EcosystemStatus.Paused, Commands = [new AppliedCommand(first.Commands[0].Id, first.Commands[0].Command, 0)] }]);
            Settle(store);
        }

        Give(new CommandTarget(Ecosystem: 1), "step 2");
        using IRunStore later = Open(id);
        using IClaim again = ClaimCommanded(later);
        Assert.Equal((1, 0, Convert.ToHexString(Samples.Checkpoint(1, 0))), State(again.Ecosystems[0]));
    }

    [StoreFact]
    public void A_command_for_an_ecosystem_in_other_hands_is_stored_at_once_and_comes_with_its_next_claim()
    {
        ExperimentDefinition experiment = Samples.Experiment(points: 1, replicates: 1);
        using IRunStore store = OpenNew(experiment);
        using (IClaim held = store.Claim(1)!)
        {
            Give(new CommandTarget(), "pause");
            held.Commit([Slice(held.Ecosystems[0], experiment, 3)]);
        }

        using IClaim next = ClaimCommanded(store);
        Assert.Equal((3, "pause"), (next.Ecosystems[0].Generation, Assert.Single(next.Ecosystems[0].Commands).Command.ToString()));
    }

    [StoreFact]
    public void A_claim_that_is_given_back_leaves_its_commands_for_the_next()
    {
        using IRunStore store = OpenNew(Samples.Experiment(points: 1, replicates: 1));
        Give(new CommandTarget(), "pause", "resume");
        using (IClaim claim = ClaimCommanded(store))
            Assert.Equal(2, claim.Ecosystems[0].Commands.Count);
        using IClaim again = ClaimCommanded(store);
        Assert.Equal(["pause", "resume"], again.Ecosystems[0].Commands.Select(command => command.Command.ToString()));
    }

    [StoreFact]
    public void A_command_that_comes_too_late_never_takes_effect_and_keeps_nothing_from_being_closed()
    {
        ExperimentDefinition experiment = Samples.Experiment(points: 1, replicates: 2);
        using IRunStore store = OpenNew(experiment);
        using (IClaim held = store.Claim(1)!)
        {
            Give(new CommandTarget(Ecosystem: 1), "pause");
            held.Commit([Slice(held.Ecosystems[0], experiment, 10)]);
        }

        using (IClaim second = store.Claim(1)!)
        {
            Assert.Equal((2, 0), (second.Ecosystems[0].Id, second.Ecosystems[0].Commands.Count));
            second.Commit([Slice(second.Ecosystems[0], experiment, 10)]);
        }

        Assert.Null(store.Claim(1));
        Settle(store);
        using ResultsReader reader = Read();
        Assert.NotNull(reader.Experiment().FinishedAt);
        Assert.Empty(reader.AppliedCommands());
        Assert.Null(Assert.Single(reader.Ecosystem(1).Commands).AppliedGeneration);
    }

    [StoreFact]
    public void Commands_go_to_an_ecosystem_a_point_or_an_experiment_and_not_to_what_is_over()
    {
        ExperimentDefinition experiment = Samples.Experiment(points: 2, replicates: 3);
        long first = Add(experiment), second = Add(Samples.Other());
        using (IRunStore store = Open(first))
        {
            using (IClaim claim = store.Claim(1)!)
                claim.Commit([Slice(claim.Ecosystems[0], experiment, 10)]);
            Settle(store);
        }

        Assert.Equal(new CommandReceipt(first, 5, 1), Give(new CommandTarget(first), "pause"));
        Assert.Equal(new CommandReceipt(first, 2, 1), Give(new CommandTarget(first, Point: 1), "pause", "resume"));
        Assert.Equal(new CommandReceipt(first, 1, 0), Give(new CommandTarget(first, Ecosystem: 6), "stop"));
        Assert.Equal(new CommandReceipt(first, 0, 1), Give(new CommandTarget(first, Ecosystem: 1), "stop"));
        Assert.Equal(new CommandReceipt(second, 8, 0), Give(new CommandTarget(second), "pause"));
        using ResultsReader reader = Read();
        Assert.Equal([0, 3, 3, 1, 1, 2], Enumerable.Range(1, 6).Select(id => reader.Ecosystem(id, first).Commands.Count));
        Assert.All(Enumerable.Range(1, 8), id => Assert.Equal(Now, Assert.Single(reader.Ecosystem(id, second).Commands).SubmittedAt));
    }

    [StoreFact]
    public void Whoever_is_not_there_is_named_and_nothing_is_stored()
    {
        long first = Add(Samples.Experiment(points: 2, replicates: 3));
        Add(Samples.Other());
        Refused("has 2 experiments", new CommandTarget());
        Refused("has no experiment 7", new CommandTarget(7));
        Refused("has no point 3; it has 1 to 2", new CommandTarget(first, Point: 3));
        Refused("has no point 0; it has 1 to 2", new CommandTarget(first, Point: 0));
        Refused("has no ecosystem 7; it has 1 to 6", new CommandTarget(first, Ecosystem: 7));
        Refused("has no ecosystem 0; it has 1 to 6", new CommandTarget(first, Ecosystem: 0));
        Assert.Equal(0, Export("command", first).Count);

        void Refused(string says, CommandTarget target) =>
            Assert.Contains(says, Assert.Throws<StoreException>(() => Give(target, "pause")).Message, StringComparison.Ordinal);
    }

    private CommandReceipt Give(CommandTarget target, params string[] commands) =>
        StoredCommands.Submit(Address, target, [.. commands.Select(SteeringCommand.Parse)], Now);

    // A file is looked into only a few times a second.
    private static IClaim ClaimCommanded(IRunStore store)
    {
        IClaim? claim = null;
        Assert.True(
            SpinWait.SpinUntil(
                () =>
                {
                    store.AwaitCommands(CancellationToken.None);
                    claim = store.Claim(1);
                    if (claim is null || claim.Ecosystems[0].Commands.Count > 0)
                        return claim is not null;
                    claim.Dispose();
                    return false;
                },
                TimeSpan.FromMinutes(1)),
            "No claim came with a command within a minute.");
        return claim!;
    }
}
