using CoEvolve.Engines;

namespace CoEvolve.Store.Tests;

public sealed class GuardTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Two_runs_on_one_file_cannot_both_store_a_slice()
    {
        using var first = SqliteRunStore.Create(_folder.Results, Samples.Experiment(), false);

        // As on a file system without locks.
        File.Delete(_folder.Results + "-lock");
        using var second = SqliteRunStore.Open(_folder.Results);
        ClaimedEcosystem ecosystem = Assert.Single(first.Claim(1));
        Assert.Equal(ecosystem, Assert.Single(second.Claim(1)));
        first.Commit(Samples.Slice(ecosystem, 5, 10));
        first.Flush();
        second.Commit(Samples.Slice(ecosystem, 4, 10));
        StoreException refusal = Assert.Throws<StoreException>(second.Flush);
        Assert.Contains("Ecosystem 1: a slice started from generation 0, but the store has generation 5 (running)", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(refusal.Message, Assert.Throws<StoreException>(() => second.Claim(1)).Message);
        Samples.Run(first, 10, 5);
        first.Flush();
        Assert.Equal(3 * 11, _folder.Count("SELECT count(*) FROM text_metric"));
        Assert.Equal(3 * 11 * 3, _folder.Count("SELECT count(*) FROM caption_metric"));
    }

    [Fact]
    public void A_second_run_on_one_file_is_refused_and_the_first_goes_on()
    {
        using (var first = SqliteRunStore.Create(_folder.Results, Samples.Experiment(), false))
        {
            string message = Assert.Throws<StoreException>(() => SqliteRunStore.Open(_folder.Results)).Message;
            Assert.Equal($"{_folder.Results}: another run is writing this file. Wait for it or stop it, or choose another --out.", message);
            Samples.Run(first, 10, 5);
            first.Flush();
        }

        Assert.DoesNotContain("results.db-lock", _folder.Names);
        SqliteRunStore.Open(_folder.Results).Dispose();
    }
}
