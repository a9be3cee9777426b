using CoEvolve.Engines;

namespace CoEvolve.Store.Tests;

public sealed class FailureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_full_disk_is_told_to_everybody_and_what_was_stored_stays()
    {
        var options = new SqliteStoreOptions { MaximumPages = 60, QueueRows = 2000, TransactionRows = 500 };
        using (var store = SqliteRunStore.Create(_folder.Results, Samples.Experiment(replicates: 8, generations: 10_000), false, options))
        {
            using var start = new Barrier(4);
            Task[] workers = [.. Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    Samples.Run(store, 10_000, 10);
                },
                TaskCreationOptions.LongRunning))];
            string message = $"{_folder.Results}: the disk is full.";
            foreach (Task worker in workers)
            {
                StoreException failure = await Assert.ThrowsAsync<StoreException>(() => worker);
                Assert.StartsWith(message, failure.Message, StringComparison.Ordinal);
                Assert.Contains("--resume", failure.Message, StringComparison.Ordinal);
            }

            Assert.StartsWith(message, Assert.Throws<StoreException>(store.Flush).Message, StringComparison.Ordinal);
            Assert.StartsWith(message, Assert.Throws<StoreException>(() => store.Claim(1)).Message, StringComparison.Ordinal);
            Assert.StartsWith(message, Assert.Throws<StoreException>(() => store.Commit(Samples.Failure(new ClaimedEcosystem(1, 1, 0, 1, 0, null), ""))).Message, StringComparison.Ordinal);
        }

        Consistency.Check(_folder.Results);
        Assert.True(_folder.Count("SELECT count(*) FROM text_metric") > 0);
        using var again = SqliteRunStore.Open(_folder.Results);
        ClaimedEcosystem ecosystem = again.Claim(1)[0];
        again.Commit(Samples.Slice(ecosystem, ecosystem.Generation + 10, 10_000));
        again.Flush();
        Consistency.Check(_folder.Results);
    }

    [Fact]
    public void Any_error_of_the_writer_wakes_those_who_wait()
    {
        var options = new SqliteStoreOptions
        {
            QueueCommits = 1,
            TransactionDelay = TimeSpan.FromDays(1),
            BeforeTransactionEnds = () => throw new InvalidOperationException("a bug"),
        };
        using var store = SqliteRunStore.Create(_folder.Results, Samples.Experiment(), false, options);
        IReadOnlyList<ClaimedEcosystem> all = store.Claim(2);
        store.Commit(Samples.Slice(all[0], 5, 10));
        Assert.Contains("a bug", Assert.Throws<StoreException>(() => store.Commit(Samples.Slice(all[1], 5, 10))).Message, StringComparison.Ordinal);
        Assert.Contains("a bug", Assert.Throws<StoreException>(store.Flush).Message, StringComparison.Ordinal);
        store.Dispose();
        Assert.Equal(0, _folder.Count("SELECT count(*) FROM text_metric"));
        Assert.Equal(["results.db"], _folder.Names);
    }
}
