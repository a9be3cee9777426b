using CoEvolve.Engines;

namespace CoEvolve.Store.Tests;

public abstract partial class RunStoreContract
{
    [StoreFact]
    public void Ecosystems_are_taken_in_order_of_id_and_what_is_taken_nobody_else_gets()
    {
        ExperimentDefinition experiment = Samples.Experiment(points: 2, replicates: 3);
        using IRunStore store = OpenNew(experiment);
        List<IClaim> claims = TakeAll(store, most: 4);
        Assert.All(claims, claim => Assert.InRange(claim.Ecosystems.Count, 1, 4));
        Assert.Equal(
            Enumerable.Range(1, 6).Select(id => new ClaimedEcosystem(id, Experiment: 1, (id - 1) / 3, ((id - 1) % 3) + 1, Generation: 0, Checkpoint: null)),
            claims.SelectMany(claim => claim.Ecosystems));
        foreach (IClaim claim in claims)
        {
            claim.Touch();
            Assert.Null(store.Claim(1));
        }

        foreach (IClaim claim in claims)
            claim.Dispose();
    }

    [StoreFact]
    public void A_claim_that_is_disposed_of_gives_everything_back_as_it_was()
    {
        ExperimentDefinition experiment = Samples.Experiment();
        using IRunStore store = OpenNew(experiment);
        using (IClaim first = store.Claim(2)!)
            first.Commit([.. first.Ecosystems.Select(ecosystem => Slice(ecosystem, experiment, 4))]);
        IEnumerable<(long, int, string?)> before = Waiting(store).Select(State).Order();
        IClaim claim = store.Claim(3)!;
        claim.Touch();
        claim.Dispose();
        Assert.Equal(before, Waiting(store).Select(State).Order());
        claim.Dispose();
        Assert.Equal(before, Waiting(store).Select(State).Order());
        Assert.Equal(3, before.Count());
    }

    [StoreFact]
    public void What_is_committed_of_a_claim_advances_and_the_rest_is_given_back()
    {
        using IRunStore store = OpenNew(Samples.Experiment());
        using (IClaim claim = store.Claim(3)!)
            claim.Commit([Samples.Slice(claim.Ecosystems[^1], 4, 10)]);
        List<ClaimedEcosystem> waiting = Waiting(store);
        Assert.Equal([1L, 2L, 3L], waiting.Select(ecosystem => ecosystem.Id).Order());
        ClaimedEcosystem advanced = Assert.Single(waiting, ecosystem => ecosystem.Generation > 0);
        Assert.Equal((4, Convert.ToHexString(Samples.Checkpoint(advanced.Id, 4))), (advanced.Generation, Convert.ToHexString(advanced.Checkpoint!)));
        Settle(store);
        Assert.Equal(4, Export("text_metric").Count);
    }

    [StoreFact]
    public void What_is_finished_or_failed_is_not_handed_out_again()
    {
        ExperimentDefinition experiment = Samples.Experiment();
        long id = Add(experiment);
        using (IRunStore store = Open(id))
        {
            foreach (IClaim claim in TakeAll(store))
            {
                using (claim)
                {
                    ClaimedEcosystem ecosystem = Assert.Single(claim.Ecosystems);
                    claim.Commit([ecosystem.Id == 1 ? Samples.Slice(ecosystem, 10, 10) : ecosystem.Id == 2 ? Samples.Failure(ecosystem, "it broke") : Samples.Slice(ecosystem, 5, 10)]);
                }
            }

            Assert.Equal((3, 5), Assert.Single(Waiting(store).Select(ecosystem => (ecosystem.Id, ecosystem.Generation))));
            Settle(store);
        }

        using (IRunStore store = Open(id))
            Assert.Equal((3, 5), Assert.Single(Waiting(store).Select(ecosystem => (ecosystem.Id, ecosystem.Generation))));
        using ResultsReader reader = Read();
        Assert.Equal(
            [(EcosystemStatus.Running, 1), (EcosystemStatus.Finished, 1), (EcosystemStatus.Failed, 1)],
            reader.StatusCounts().OrderBy(count => count.Key).Select(count => (count.Key, count.Value)));
    }

    [StoreFact]
    public void A_slice_from_another_generation_is_refused_and_nothing_of_its_claim_is_stored()
    {
        ExperimentDefinition experiment = Samples.Experiment();
        using IRunStore store = OpenNew(experiment);
        IClaim claim = store.Claim(3)!;
        SliceCommit[] slices = [.. claim.Ecosystems.Select(ecosystem => Slice(ecosystem, experiment, 5))];
        slices[^1] = slices[^1] with { ExpectedGeneration = 3, Rows = new SliceRows() };
        StoreException refusal = Assert.Throws<StoreException>(() => claim.Commit(slices));
        Assert.StartsWith($"Ecosystem {slices[^1].EcosystemId}: a slice started from generation 3, but the store has generation 0", refusal.Message, StringComparison.Ordinal);
        claim.Dispose();
        AssertUntouched(store, 3);
        Finish(store, _ => experiment, 5);
        Settle(store);
        Assert.Equal(3 * 11, Export("text_metric").Count);
    }

    [StoreFact]
    public void What_was_refused_is_not_stored_by_a_later_commit_of_the_claim()
    {
        ExperimentDefinition experiment = Samples.Experiment();
        long number = Add(experiment);
        using IRunStore store = Open(number);
        using (IClaim claim = store.Claim(3)!)
        {
            SliceCommit[] slices = [.. claim.Ecosystems.Select(ecosystem => Slice(ecosystem, experiment, 5))];
            Assert.Throws<StoreException>(() => claim.Commit([.. slices[..^1], slices[^1] with { ExpectedGeneration = 3, Rows = new SliceRows() }]));

            // A store may take it or not.
            Record.Exception(() => claim.Commit([slices[^1]]));
        }

        Finish(store, _ => experiment, 5);
        Settle(store);
        AssertWhole(experiment, number);
    }

    [StoreFact]
    public void A_slice_with_an_error_is_refused_with_its_claim_and_the_store_goes_on()
    {
        ExperimentDefinition experiment = Samples.Experiment();
        using IRunStore store = OpenNew(experiment);
        foreach ((string refusal, Func<SliceCommit, SliceCommit> spoil) in SpoiltSlices.All)
        {
            IClaim claim = store.Claim(3)!;
            SliceCommit[] slices = [.. claim.Ecosystems.Select(ecosystem => Slice(ecosystem, experiment, 5))];
            slices[^1] = spoil(slices[^1]);
            string message = Assert.Throws<StoreException>(() => claim.Commit(slices)).Message;
            Assert.StartsWith(refusal.Replace("{0}", $"{slices[^1].EcosystemId}", StringComparison.Ordinal), message, StringComparison.Ordinal);
            claim.Dispose();
            AssertUntouched(store, 3);
        }

        Finish(store, _ => experiment, 5);
        Settle(store);
        Assert.Equal(3 * 11, Export("text_metric").Count);
    }

    [StoreFact]
    public void A_slice_with_an_error_may_be_followed_by_a_failure()
    {
        using IRunStore store = OpenNew(Samples.Experiment(replicates: 1));
        using (IClaim claim = store.Claim(1)!)
        {
            SliceCommit spoilt = SpoiltSlices.All[0].Spoil(Samples.Slice(claim.Ecosystems[0], 5, 10));
            Assert.Throws<StoreException>(() => claim.Commit([spoilt]));
            claim.Commit([Samples.Failure(claim.Ecosystems[0], "NaN")]);
        }

        Settle(store);
        using ResultsReader reader = Read();
        Assert.Equal("NaN", Assert.Single(reader.Failed()).Error);
        Assert.Equal(0, Export("text_metric").Count);
    }

    [StoreFact]
    public void At_least_one_must_be_asked_for()
    {
        using IRunStore store = OpenNew(Samples.Experiment());
        Assert.Throws<ArgumentOutOfRangeException>(() => store.Claim(0));
    }

    private void AssertUntouched(IRunStore store, int ecosystems)
    {
        Settle(store);
        using ResultsReader reader = Read();
        Assert.Equal(KeyValuePair.Create(EcosystemStatus.Waiting, ecosystems), Assert.Single(reader.StatusCounts()));
        Assert.Empty(reader.Generations());
        Assert.Equal(Enumerable.Range(1, ecosystems).Select(id => ((long)id, 0, (string?)null)), Waiting(store).Select(State).Order());
    }
}
