using CoEvolve.Engines;

namespace CoEvolve.Store.Tests;

public sealed class GuardTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> Errors => new()
    {
        { "text_metric.gini_simpson of ecosystem 1 at generation 2 is NaN", "text" },
        { "image_metric.matthew_index of ecosystem 1 at generation 2 is -Infinity", "image" },
        { "caption_metric.log_det of ecosystem 1 at generation 2 is Infinity", "caption" },
        { "caption_metric.caption of ecosystem 1 at generation 2 is 3", "unknown caption" },
        { "text_metric.model of ecosystem 1 at generation 2 is 1", "wrong kind" },
        { "snapshot.model of ecosystem 1 at generation 2 is 2", "unknown model" },
        { "image_metric.generation of ecosystem 1 at generation 5 is 5", "generation not left" },
        { "ecosystem.checkpoint of ecosystem 1 at generation 5 is missing", "no checkpoint" },
        { "ecosystem.status of ecosystem 1 at generation 5 is Waiting", "waiting" },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void A_slice_with_an_error_is_refused_whole_and_the_store_goes_on(string message, string error)
    {
        using var store = SqliteRunStore.Create(_folder.Results, Samples.Experiment(replicates: 1), false);
        ClaimedEcosystem ecosystem = Assert.Single(store.Claim(1));
        SliceCommit slice = Samples.Slice(ecosystem, 5, 10);
        StoreException refusal = Assert.Throws<StoreException>(() => store.Commit(Spoil(slice, error)));
        Assert.StartsWith(message, refusal.Message, StringComparison.Ordinal);
        store.Commit(Samples.Failure(ecosystem, refusal.Message));
        store.Flush();
        Assert.Equal(0, _folder.Count("SELECT (SELECT count(*) FROM text_metric) + (SELECT count(*) FROM caption_metric)"));
        Assert.Equal("failed", _folder.Query("SELECT status FROM ecosystem")[0][0]);
    }

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

    private static SliceCommit Spoil(SliceCommit slice, string error)
    {
        var rows = slice.Rows;
        switch (error)
        {
            case "text":
                rows.Texts[2] = rows.Texts[2] with { Metrics = rows.Texts[2].Metrics with { GiniSimpson = double.NaN } };
                break;
            case "image":
                rows.Images[2] = rows.Images[2] with { Metrics = rows.Images[2].Metrics with { MatthewIndex = double.NegativeInfinity } };
                break;
            case "caption":
                rows.Captions[7] = rows.Captions[7] with { Metrics = rows.Captions[7].Metrics with { LogDet = double.PositiveInfinity } };
                break;
            case "unknown caption":
                rows.Captions[7] = rows.Captions[7] with { Caption = 3 };
                break;
            case "wrong kind":
                rows.Texts[2] = rows.Texts[2] with { Model = Samples.Image };
                break;
            case "unknown model":
                rows.Snapshots.Add(new SnapshotRow(2, 2, 1, [1]));
                break;
            case "generation not left":
                rows.Images.Add(rows.Images[^1] with { Generation = 5 });
                break;
            case "no checkpoint":
                return slice with { Checkpoint = null };
            case "waiting":
                return slice with { Status = EcosystemStatus.Waiting };
            default:
                throw new ArgumentOutOfRangeException(nameof(error), error, "Not one of the errors.");
        }

        return slice;
    }
}
