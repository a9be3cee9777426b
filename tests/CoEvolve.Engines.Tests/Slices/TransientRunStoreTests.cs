namespace CoEvolve.Engines.Tests;

public sealed class TransientRunStoreTests
{
    [Fact]
    public void Every_ecosystem_is_handed_out_once_in_order_and_ids_follow_points_and_replicates()
    {
        using var store = new TransientRunStore(points: 2, replicates: 3);
        ClaimedEcosystem[] claims = [.. store.Claim(4), .. store.Claim(4)];
        Assert.Equal([1, 2, 3, 4, 5, 6], claims.Select(c => c.Id));
        Assert.Equal([(0, 1), (0, 2), (0, 3), (1, 1), (1, 2), (1, 3)], claims.Select(c => (c.Point, c.Replicate)));
        Assert.Empty(store.Claim(1));
    }

    [Fact]
    public void Slices_go_on_where_the_last_one_ended()
    {
        using var store = new TransientRunStore(Experiment.Points, Experiment.Replicates);
        SliceRunner runner = Experiment.Runner(store, Experiment.NoTime, parallel: 2);
        runner.Run(CancellationToken.None);
        Assert.Equal(Experiment.Ecosystems, runner.Progress.Finished);
        Assert.Equal(Experiment.Ecosystems * Experiment.Generations, runner.Progress.Generations);
        Assert.Empty(store.Failures);
        Assert.Empty(store.Claim(1));
    }

    [Fact]
    public void What_is_released_is_handed_out_again_and_what_fails_is_told()
    {
        using var store = new TransientRunStore(1, 1);
        ClaimedEcosystem claim = store.Claim(1)[0];
        store.Release(claim);
        Assert.Equal(claim, Assert.Single(store.Claim(5)));
        store.Commit(new SliceCommit(1, 0, 0, EcosystemStatus.Failed, "broken", null, default, new SliceRows()));
        Assert.Equal("broken", store.Failures[1]);
        Assert.Empty(store.Claim(1));
        Assert.Throws<StoreException>(() => store.Commit(new SliceCommit(1, 0, 0, EcosystemStatus.Failed, "again", null, default, new SliceRows())));
    }
}
