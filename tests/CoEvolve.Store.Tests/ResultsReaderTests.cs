using CoEvolve.Actors;
using CoEvolve.Core;
using CoEvolve.Engines;

namespace CoEvolve.Store.Tests;

public sealed class ResultsReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Means_are_taken_over_replicates_and_medians_count_never_as_last()
    {
        // Point 0: replicates 1 to 3; point 1: 4 to 6, of which 6 fails.
        int?[] textCollapses = [5, null, 9, 7, null];
        int?[] imageCollapses = [null, null, 3, 1, 2];
        using (var store = SqliteRunStore.Create(_folder.Results, Samples.Experiment(points: 2, replicates: 3, generations: 2), false))
        {
            foreach (ClaimedEcosystem ecosystem in store.Claim(5))
            {
                int i = (int)ecosystem.Id - 1;
                store.Commit(new SliceCommit(
                    ecosystem.Id, 0, 2, EcosystemStatus.Finished, null, null, new CollapseTimes(textCollapses[i], imageCollapses[i]), Rows(ecosystem.Id)));
            }

            store.Commit(Samples.Failure(store.Claim(1)[0], "it broke"));
            store.Flush();
        }

        using var reader = ResultsReader.Open(_folder.Results);
        Assert.NotNull(reader.Experiment().FinishedAt);
        Assert.Equal(5, reader.StatusCounts()[EcosystemStatus.Finished]);
        Assert.Equal(1, reader.StatusCounts()[EcosystemStatus.Failed]);
        Assert.Equal(2, reader.StatusCounts().Count);
        Assert.Equal([new FailedEcosystem(6, """{"corpus.captionsPerGeneration":1}""", 3, 0, "it broke")], reader.Failed());
        Assert.Equal([0, 2], reader.Generations());
        Assert.Equal(
            [
                (0, "text", 0, 3, 2), (0, "text", 2, 3, 4),
                (1, "text", 0, 2, 4.5), (1, "text", 2, 2, 6.5),
            ],
            reader.Texts().Select(t => (t.Point, t.Model, t.Generation, t.GiniSimpson.Count, t.GiniSimpson.Mean)));
        Assert.Equal(
            [
                (0, "image", 0, 3, 4, 6), (0, "image", 2, 3, 8, 12),
                (1, "image", 0, 2, 9, 13.5), (1, "image", 2, 2, 13, 19.5),
            ],
            reader.Images().Select(i => (i.Point, i.Model, i.Generation, i.Diversity.Count, i.Diversity.Mean, i.FidelityError.Mean)));
        Assert.Empty(reader.Captions());
        Assert.Equal([new CollapseSummary(0, 3, 2, 9, 1, null), new CollapseSummary(1, 2, 1, null, 2, 1.5)], reader.Collapses());
        Assert.Equal([new CollapseSummary(7, 5, 3, 9, 3, 3)], reader.Collapses(groupOf: _ => 7));
        Assert.Equal([(0, 2), (1, 3)], reader.Collapses(groupOf: point => 1 - point).Select(c => (c.Point, c.Finished)));
        Assert.Equal(["""{"corpus.captionsPerGeneration":0}""", """{"corpus.captionsPerGeneration":1}"""], reader.Points());
    }

    [Fact]
    public void A_reader_sees_what_is_stored_while_the_run_goes_on()
    {
        using (var store = SqliteRunStore.Create(_folder.Results, Samples.Experiment(), false))
        {
            using var reader = ResultsReader.Open(_folder.Results);
            Assert.Equal(3, reader.StatusCounts()[EcosystemStatus.Waiting]);
            Assert.Empty(reader.Texts());
            Assert.Empty(reader.Collapses());
            store.Commit(Samples.Slice(store.Claim(1)[0], 5, 10));
            store.Flush();
            Assert.Equal(1, reader.StatusCounts()[EcosystemStatus.Running]);
            Assert.Equal([0, 1, 2, 3, 4], reader.Generations());
            Samples.Run(store, 10, 10);
            store.Flush();
            Assert.Equal(3, reader.StatusCounts()[EcosystemStatus.Finished]);
            Assert.Equal(11, reader.Images().Count);
        }

        Assert.Equal(["results.db"], _folder.Names);
    }

    private static SliceRows Rows(long id)
    {
        var rows = new SliceRows();
        foreach (int generation in new[] { 0, 2 })
        {
            double x = id + generation;
            rows.Texts.Add(new TextMetricRow(generation, Samples.Text, new TextMetrics(x, 0, 1, 1, 0, null)));
            rows.Images.Add(new ImageMetricRow(generation, Samples.Image, new ImageMetrics(2 * x, 3 * x, null, 0, 0, 0, null)));
        }

        return rows;
    }
}
