using CoEvolve.Engines;

namespace CoEvolve.Store.Tests;

public sealed class BackPressureTests : IDisposable
{
    private static readonly TimeSpan Never = TimeSpan.FromDays(1);

    private readonly TemporaryFolder _folder = new();
    private readonly ManualResetEventSlim _writerIsIn = new();
    private readonly ManualResetEventSlim _writerGoesOn = new();

    public void Dispose()
    {
        _folder.Dispose();
        _writerIsIn.Dispose();
        _writerGoesOn.Dispose();
    }

    /// <summary>A slice of 5 generations has 25 rows.</summary>
    public static TheoryData<string> Bounds => new("rows", "bytes", "commits");

    [Theory]
    [MemberData(nameof(Bounds))]
    public async Task A_full_queue_makes_commits_wait_until_the_writer_made_room(string bound)
    {
        using SqliteRunStore store = Create(Bound(bound, Held()));
        IReadOnlyList<ClaimedEcosystem> all = store.Claim(3);
        store.Commit(Samples.Slice(all[0], 5, 10));
        _writerIsIn.Wait();
        store.Commit(Samples.Slice(all[1], 5, 10));
        Task third = Task.Factory.StartNew(() => store.Commit(Samples.Slice(all[2], 5, 10)), TaskCreationOptions.LongRunning);
        SpinWait.SpinUntil(() => store.BlockedCommits == 1);
        Assert.False(third.IsCompleted);
        _writerGoesOn.Set();
        await third;
        store.Flush();
        Assert.Equal(15, _folder.Count("SELECT count(*) FROM text_metric"));
    }

    [Fact]
    public void A_slice_beyond_every_bound_is_taken_when_the_queue_is_empty()
    {
        using SqliteRunStore store = Create(new SqliteStoreOptions { QueueRows = 1, QueueBytes = 1, QueueCommits = 1, TransactionDelay = Never });
        foreach (ClaimedEcosystem ecosystem in store.Claim(3))
            store.Commit(Samples.Slice(ecosystem, 10, 10));
        store.Flush();
        Assert.Equal(33, _folder.Count("SELECT count(*) FROM text_metric"));
    }

    [Fact]
    public void The_writer_groups_slices_and_a_flush_does_not_wait_for_company()
    {
        int transactions = 0;
        using SqliteRunStore store = Create(new SqliteStoreOptions { TransactionDelay = Never, BeforeTransactionEnds = () => transactions++ });
        foreach (ClaimedEcosystem ecosystem in store.Claim(3))
            store.Commit(Samples.Slice(ecosystem, 5, 10));
        store.Flush();
        Assert.Equal(1, transactions);
    }

    [Fact]
    public void A_transaction_ends_at_its_bound()
    {
        int transactions = 0;
        using SqliteRunStore store = Create(new SqliteStoreOptions { TransactionDelay = Never, TransactionRows = 25, BeforeTransactionEnds = () => transactions++ });
        foreach (ClaimedEcosystem ecosystem in store.Claim(3))
            store.Commit(Samples.Slice(ecosystem, 5, 10));
        store.Flush();
        Assert.Equal(3, transactions);
    }

    [Fact]
    public void A_slice_reaches_the_file_without_a_flush_when_its_time_has_come()
    {
        using SqliteRunStore store = Create(new SqliteStoreOptions { TransactionDelay = TimeSpan.FromMilliseconds(20), BeforeTransactionEnds = _writerIsIn.Set });
        store.Commit(Samples.Slice(store.Claim(1)[0], 5, 10));
        _writerIsIn.Wait();
    }

    [Fact]
    public async Task Disposing_stores_what_was_committed_and_sends_waiting_commits_home()
    {
        SqliteRunStore store = Create(Bound("commits", Held()));
        IReadOnlyList<ClaimedEcosystem> all = store.Claim(3);
        store.Commit(Samples.Slice(all[0], 5, 10));
        _writerIsIn.Wait();
        store.Commit(Samples.Slice(all[1], 5, 10));
        Task third = Task.Factory.StartNew(() => store.Commit(Samples.Slice(all[2], 5, 10)), TaskCreationOptions.LongRunning);
        SpinWait.SpinUntil(() => store.BlockedCommits == 1);
        Task disposal = Task.Factory.StartNew(store.Dispose, TaskCreationOptions.LongRunning);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => third);
        _writerGoesOn.Set();
        await disposal;
        store.Dispose();
        Assert.Throws<ObjectDisposedException>(() => store.Claim(1));
        Assert.Throws<ObjectDisposedException>(store.Flush);
        Assert.Equal([5L, 5L, 0L], _folder.Query("SELECT generation FROM ecosystem ORDER BY id").Select(row => row[0]));
        Assert.Equal(["results.db"], _folder.Names);
    }

    [Fact]
    public void Eight_workers_store_everything_exactly_once()
    {
        const int Ecosystems = 200;
        const int Generations = 40;
        using (var store = SqliteRunStore.Create(
            _folder.Results,
            Samples.Experiment(replicates: Ecosystems, generations: Generations),
            false,
            new SqliteStoreOptions { QueueRows = 200, TransactionRows = 150 }))
        {
            using var start = new Barrier(8);
            var workers = Enumerable.Range(1, 8).Select(step => new Thread(() =>
            {
                start.SignalAndWait();
                Samples.Run(store, Generations, step);
            })).ToList();
            workers.ForEach(worker => worker.Start());
            workers.ForEach(worker => worker.Join());
            // A worker that found nothing to claim ends; what others held then is left over here.
            Samples.Run(store, Generations, 10);
            store.Flush();
        }

        Assert.Equal(Ecosystems, _folder.Count("SELECT count(*) FROM ecosystem WHERE status = 'finished' AND generation = 40"));
        Assert.Equal(Ecosystems * 41, _folder.Count("SELECT count(*) FROM (SELECT DISTINCT ecosystem_id, generation FROM text_metric WHERE gini_simpson = ecosystem_id + generation / 1000.0)"));
        Assert.Equal(Ecosystems * 41, _folder.Count("SELECT count(*) FROM image_metric"));
        Assert.Equal(Ecosystems * 41 * 3, _folder.Count("SELECT count(*) FROM caption_metric"));
    }

    private SqliteStoreOptions Held() => new()
    {
        TransactionDelay = Never,
        TransactionRows = 1,
        BeforeTransactionEnds = () =>
        {
            _writerIsIn.Set();
            _writerGoesOn.Wait();
        },
    };

    private static SqliteStoreOptions Bound(string bound, SqliteStoreOptions options) => bound switch
    {
        "rows" => options with { QueueRows = 60 },
        "bytes" => options with { QueueBytes = 60 * 80 },
        _ => options with { QueueCommits = 2 },
    };

    private SqliteRunStore Create(SqliteStoreOptions options) => SqliteRunStore.Create(_folder.Results, Samples.Experiment(), false, options);
}
