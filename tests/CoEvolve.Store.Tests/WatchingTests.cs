using CoEvolve.Engines;

namespace CoEvolve.Store.Tests;

/// <summary>What can be read of experiments and ecosystems without reading their courses.</summary>
public sealed class WatchingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public WatchingTests()
    {
        SqliteRunStore.Create(_folder.Results, Samples.Experiment(), false).Dispose();
        using SqliteRunStore second = SqliteRunStore.Add(_folder.Results, Samples.Other());
        IReadOnlyList<ClaimedEcosystem> claimed = second.Claim(3);
        second.Commit(Samples.Slice(claimed[0], 3, 6, second.Experiment));
        second.Commit(Samples.Slice(claimed[1], 6, 6, second.Experiment));
        second.Commit(Samples.Failure(claimed[2], "it broke"));
        second.Flush();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Progress_counts_ecosystems_and_generations_of_each_experiment()
    {
        using (SqliteRunStore second = SqliteRunStore.Open(_folder.Results, experiment: 2))
        {
            IReadOnlyList<ClaimedEcosystem> claimed = second.Claim(2);
            second.Release(claimed[0]);
            second.Commit(Samples.Slice(claimed[1], 6, 6, second.Experiment));
            second.Flush();
        }

        using var reader = ResultsReader.Open(_folder.Results);
        IReadOnlyList<ExperimentOverview> all = reader.Overviews();

        Assert.Equal([(1L, "réference", 3, 0L, 30L), (2L, "other", 8, 15L, 48L)], all.Select(e => (e.Id, e.Name, e.Ecosystems, e.GenerationsDone, e.GenerationsInAll)));
        Assert.Equal(new Dictionary<EcosystemStatus, int> { [EcosystemStatus.Waiting] = 3 }, all[0].Statuses);
        Assert.Equal(
            new Dictionary<EcosystemStatus, int>
            {
                [EcosystemStatus.Running] = 1, [EcosystemStatus.Finished] = 2, [EcosystemStatus.Failed] = 1, [EcosystemStatus.Waiting] = 4,
            },
            all[1].Statuses);
        Assert.Equal((new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero), null), (all[1].StartedAt, all[1].FinishedAt));
    }

    [Fact]
    public void Generations_in_all_are_those_of_each_point_where_they_are_swept()
    {
        ExperimentDefinition swept = Samples.Experiment(points: 2, replicates: 5, generations: 20) with { Points = ["""{"generations":7}""", """{"generations":20}"""] };
        SqliteRunStore.Add(_folder.Results, swept).Dispose();

        using var reader = ResultsReader.Open(_folder.Results);
        Assert.Equal((5 * 7) + (5 * 20), reader.Overviews()[2].GenerationsInAll);
        Assert.Equal([7, 20], new long[] { 5, 6 }.Select(ecosystem => reader.Ecosystem(ecosystem, 3).Generations));
        Assert.Equal(["generations"], reader.Details(3).SweptKeys);
    }

    [Fact]
    public void Details_are_those_of_the_experiment_that_is_asked_for()
    {
        using var reader = ResultsReader.Open(_folder.Results);
        ExperimentDetails details = reader.Details(2);

        Assert.Equal(("other", 2UL, 6, 2, 4), (details.Overview.Name, details.Seed, details.Generations, details.Points, details.Replicates));
        Assert.Equal(9, details.Overview.GenerationsDone);
        Assert.Equal(["corpus.captionsPerGeneration"], details.SweptKeys);
        Assert.Equal(Samples.Other().Models, details.Models);
        Assert.Equal(Samples.Other().Captions, details.Captions);
        Assert.Equal([new DatasetEntry("zahlen.csv", new Dataset("", [4, 5]).Sha256, 2)], details.Datasets);
        Assert.Empty(reader.Details(1).SweptKeys);
        Assert.Equal([3L, 0L], reader.Details(1).Datasets.Select(dataset => dataset.Bytes));
    }

    [Fact]
    public void Ecosystems_are_listed_in_order_with_the_number_of_those_left_out()
    {
        using var reader = ResultsReader.Open(_folder.Results);
        EcosystemList first = reader.Ecosystems(2, experiment: 2);

        Assert.Equal((2L, 6), (first.Experiment, first.More));
        Assert.Equal(
            [
                new EcosystemEntry(1, 1, """{"corpus.captionsPerGeneration":0}""", 1, EcosystemStatus.Running, 3, null),
                new EcosystemEntry(2, 1, """{"corpus.captionsPerGeneration":0}""", 2, EcosystemStatus.Finished, 6, null),
            ],
            first.Entries);
        Assert.Equal([(3L, "it broke")], reader.Ecosystems(50, EcosystemStatus.Failed, 2).Entries.Select(e => (e.Id, e.Error!)));
        EcosystemList waiting = reader.Ecosystems(3, EcosystemStatus.Waiting, 2);
        Assert.Equal([4, 5, 6], waiting.Entries.Select(e => e.Id));
        Assert.Equal(2, waiting.More);
        Assert.Empty(reader.Ecosystems(3, EcosystemStatus.Paused, 2).Entries);
        Assert.Equal(0, reader.Ecosystems(3, EcosystemStatus.Paused, 2).More);
    }

    /// <summary>Rows are scanned while a run lasts and found by their indexes after it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_latest_metrics_of_each_model_are_shown_with_and_without_indexes(bool finished)
    {
        foreach (int experiment in finished ? [1, 2] : Array.Empty<int>())
        {
            using SqliteRunStore store = SqliteRunStore.Open(_folder.Results, experiment: experiment);
            Samples.Finish(store, 2);
        }

        using var reader = ResultsReader.Open(_folder.Results);
        EcosystemDetails running = reader.Ecosystem(1, 2), done = reader.Ecosystem(2, 2);
        int latest = finished ? 6 : 2;
        Assert.Equal([("writer", latest), ("editor", latest)], running.Texts.Select(t => (t.Model, t.Generation)));
        Assert.Equal([("painter", latest), ("camera", latest)], running.Images.Select(i => (i.Model, i.Generation)));
        Assert.Equal([2.006, 102.006], done.Texts.Select(t => t.Metrics.GiniSimpson));
        Assert.Equal([2.006 * 5, 102.006 * 5], done.Images.Select(i => i.Metrics.FrechetDistance));
        Assert.All(done.Texts, text => Assert.Null(text.Metrics.ReaderResolution));
        Assert.Equal([6], done.Snapshots);
        Assert.Equal((20, null), (done.TextCollapse, done.ImageCollapse));
        Assert.Empty(reader.Ecosystem(3, 2).Texts);
    }

    [Fact]
    public void Commands_are_those_of_the_ecosystem()
    {
        _folder.Execute("""
            INSERT INTO command VALUES
            (1, 4, 'pause', NULL, '2026-03-01T12:00:00.0000000Z', 3), (2, 5, 'set', '{"x":1}', '2026-03-01T12:00:01.0000000Z', 4),
            (3, 4, 'resume', NULL, '2026-03-01T12:00:02.0000000Z', NULL)
            """);

        using var reader = ResultsReader.Open(_folder.Results);
        DateTimeOffset noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal([new CommandEntry(1, "pause", null, noon, 3), new CommandEntry(3, "resume", null, noon.AddSeconds(2), null)], reader.Ecosystem(1, 2).Commands);
        Assert.Equal([new CommandEntry(2, "set", """{"x":1}""", noon.AddSeconds(1), 4)], reader.Ecosystem(2, 2).Commands);
        Assert.Empty(reader.Ecosystem(1, 1).Commands);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(9)]
    [InlineData(long.MaxValue)]
    public void An_ecosystem_that_is_not_there_is_refused_with_those_that_are(long ecosystem)
    {
        using var reader = ResultsReader.Open(_folder.Results);
        Assert.Equal(
            $"{_folder.Results}: experiment 2 has no ecosystem {ecosystem}; it has 1 to 8. Give one of these numbers.",
            Assert.Throws<StoreException>(() => reader.Ecosystem(ecosystem, 2)).Message);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("corpus")]
    [InlineData("{\"generations\":\"many\"}")]
    [InlineData("{\"generations\":1e99}")]
    public void A_point_that_is_none_is_damage(string point)
    {
        _folder.Execute($"UPDATE ecosystem SET point = '{point}'");

        using var reader = ResultsReader.Open(_folder.Results);
        Assert.Contains("results.db: the file is damaged", Assert.Throws<StoreException>(() => reader.Overviews()).Message, StringComparison.Ordinal);
        Assert.Contains("results.db: the file is damaged", Assert.Throws<StoreException>(() => reader.Ecosystem(1, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_node_is_at_work_on_a_file()
    {
        using var reader = ResultsReader.Open(_folder.Results);
        Assert.Empty(reader.NodesAtWork(2));
        Assert.Empty(reader.Suspects(2));
        Assert.Throws<StoreException>(() => reader.NodesAtWork(3));
    }
}
