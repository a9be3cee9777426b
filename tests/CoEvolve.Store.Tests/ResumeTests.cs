using CoEvolve.Engines;

namespace CoEvolve.Store.Tests;

public sealed class ResumeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_unfinished_file_goes_on_where_it_stands()
    {
        using (var store = SqliteRunStore.Create(_folder.Results, Samples.Experiment(points: 2, replicates: 3), false))
        {
            IReadOnlyList<ClaimedEcosystem> all = store.Claim(4);
            store.Commit(Samples.Slice(all[0], 10, 10));
            store.Commit(Samples.Slice(all[1], 7, 10));
            store.Commit(Samples.Failure(all[2], "it broke"));
            store.Flush();
            Assert.Null(_folder.Query("SELECT finished_at FROM experiment")[0][0]);
        }

        using (var store = SqliteRunStore.Open(_folder.Results))
        {
            Assert.Equal(4, store.Unfinished);
            IReadOnlyList<ClaimedEcosystem> left = store.Claim(10);
            Assert.Equal([(2L, 7, 0, 2), (4L, 0, 1, 1), (5L, 0, 1, 2), (6L, 0, 1, 3)], left.Select(e => (e.Id, e.Generation, e.Point, e.Replicate)));
            Assert.Equal(Samples.Checkpoint(2, 7), left[0].Checkpoint);
            Assert.Null(left[1].Checkpoint);
            foreach (ClaimedEcosystem ecosystem in left)
                store.Release(ecosystem);
            Samples.Run(store, 10, 3);
            store.Flush();
        }

        Assert.Equal(5 * 11, _folder.Count("SELECT count(*) FROM text_metric"));
        Assert.NotNull(_folder.Query("SELECT finished_at FROM experiment")[0][0]);
        Assert.Equal(["results.db"], _folder.Names);
    }

    [Fact]
    public void A_finished_file_has_nothing_to_claim_and_keeps_its_end()
    {
        using (var store = SqliteRunStore.Create(_folder.Results, Samples.Experiment(), false))
        {
            Samples.Run(store, 10, 10);
            store.Flush();
        }

        object? end = _folder.Query("SELECT finished_at FROM experiment")[0][0];
        using (var store = SqliteRunStore.Open(_folder.Results))
        {
            Assert.Empty(store.Claim(10));
            Assert.Equal(0, store.Unfinished);
            store.Flush();
        }

        Assert.Equal(end, _folder.Query("SELECT finished_at FROM experiment")[0][0]);
    }

    [Fact]
    public void A_run_that_ended_before_its_indexes_gets_them_from_the_next_flush()
    {
        using (var store = SqliteRunStore.Create(_folder.Results, Samples.Experiment(), false))
            Samples.Run(store, 10, 10);
        Assert.Null(_folder.Query("SELECT finished_at FROM experiment")[0][0]);
        using (var store = SqliteRunStore.Open(_folder.Results))
            store.Flush();
        Assert.NotNull(_folder.Query("SELECT finished_at FROM experiment")[0][0]);
        Assert.Equal(4, _folder.Count("SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND tbl_name LIKE '%_row'"));
    }

    [Fact]
    public void An_ecosystem_whose_checkpoint_was_taken_away_is_refused()
    {
        using (var store = SqliteRunStore.Create(_folder.Results, Samples.Experiment(), false))
            store.Commit(Samples.Slice(store.Claim(1)[0], 5, 10));
        _folder.Execute("DELETE FROM checkpoint");
        Assert.Contains("ecosystem 1 cannot go on", Assert.Throws<StoreException>(() => SqliteRunStore.Open(_folder.Results)).Message, StringComparison.Ordinal);
        Assert.Equal(["results.db"], _folder.Names);
    }

    [Fact]
    public void A_paused_ecosystem_is_neither_claimed_nor_done()
    {
        using (var store = SqliteRunStore.Create(_folder.Results, Samples.Experiment(replicates: 2), false))
        {
            store.Commit(Samples.Slice(store.Claim(1)[0], 5, 10) with { Status = EcosystemStatus.Paused });
            Samples.Run(store, 10, 10);
            store.Flush();
        }

        using var again = SqliteRunStore.Open(_folder.Results);
        Assert.Empty(again.Claim(1));
        Assert.Equal(1, again.Unfinished);
        Assert.Null(_folder.Query("SELECT finished_at FROM experiment")[0][0]);
    }
}
