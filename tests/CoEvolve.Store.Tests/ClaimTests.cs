using CoEvolve.Engines;

namespace CoEvolve.Store.Tests;

public sealed class ClaimTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_under_way_is_handed_out_before_what_is_untouched()
    {
        using var store = Create(replicates: 5);
        IReadOnlyList<ClaimedEcosystem> first = store.Claim(3);
        Assert.Equal([1L, 2L, 3L], first.Select(ecosystem => ecosystem.Id));
        store.Commit(Samples.Slice(first[2], 4, 10));
        store.Release(first[0]);
        IReadOnlyList<ClaimedEcosystem> second = store.Claim(3);
        Assert.Equal([1L, 3L, 4L], second.Select(ecosystem => ecosystem.Id));
        Assert.Same(first[0], second[0]);
        Assert.Equal(4, second[1].Generation);
        Assert.Equal(Samples.Checkpoint(3, 4), second[1].Checkpoint);
        Assert.Equal((0, null), (second[2].Generation, second[2].Checkpoint));
        Assert.Equal([5L], store.Claim(10).Select(ecosystem => ecosystem.Id));
        Assert.Empty(store.Claim(1));
    }

    [Fact]
    public void A_finished_ecosystem_is_not_handed_out_again()
    {
        using var store = Create(replicates: 1);
        ClaimedEcosystem ecosystem = Assert.Single(store.Claim(1));
        Assert.Empty(store.Claim(1));
        store.Commit(Samples.Slice(ecosystem, 10, 10));
        Assert.Empty(store.Claim(1));
        Assert.Equal(0, store.Unfinished);
    }

    [Fact]
    public void A_claim_never_waits_for_the_writer()
    {
        using var writerIsIn = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var options = new SqliteStoreOptions
        {
            TransactionRows = 1,
            BeforeTransactionEnds = () =>
            {
                writerIsIn.Set();
                goOn.Wait();
            },
        };
        using var store = SqliteRunStore.Create(_folder.Results, Samples.Experiment(replicates: 2), false, options);
        try
        {
            store.Commit(Samples.Slice(Assert.Single(store.Claim(1)), 5, 10));
            writerIsIn.Wait();
            ClaimedEcosystem again = Assert.Single(store.Claim(1));
            Assert.Equal((1, 5), (again.Id, again.Generation));
            Assert.Equal(2, Assert.Single(store.Claim(1)).Id);
        }
        finally
        {
            goOn.Set();
        }
    }

    [Fact]
    public void A_slice_is_taken_once_and_only_from_its_holder()
    {
        using var store = Create(replicates: 2);
        ClaimedEcosystem ecosystem = Assert.Single(store.Claim(1));
        SliceCommit slice = Samples.Slice(ecosystem, 5, 10);
        store.Commit(slice);
        Assert.Throws<StoreException>(() => store.Commit(slice));
        Assert.Throws<StoreException>(() => store.Release(ecosystem));
        ecosystem = Assert.Single(store.Claim(1));
        StoreException stale = Assert.Throws<StoreException>(() => store.Commit(slice));
        Assert.Contains("Ecosystem 1: a slice started from generation 0, but the store has generation 5", stale.Message, StringComparison.Ordinal);
        store.Commit(Samples.Slice(ecosystem, 10, 10));
        Samples.Run(store, 10, 10);
        store.Flush();
        Assert.Equal(2 * 11, _folder.Count("SELECT count(*) FROM text_metric"));
    }

    [Fact]
    public void At_least_one_must_be_asked_for()
    {
        using var store = Create(replicates: 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => store.Claim(0));
    }

    private SqliteRunStore Create(int replicates) => SqliteRunStore.Create(_folder.Results, Samples.Experiment(replicates: replicates), false);
}
