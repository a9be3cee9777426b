using CoEvolve.Actors;
using CoEvolve.Actors.Tests;

namespace CoEvolve.Engines.Tests;

public sealed class SliceRunnerTests
{
    private static readonly string[] Expected = Experiment.Lines(Experiment.Run(Experiment.LongTime));

    [Fact]
    public void Every_ecosystem_is_finished_and_has_the_rows_of_its_own_run()
    {
        MemoryRunStore store = Experiment.Run(Experiment.LongTime);
        Assert.True(store.Flushed);
        Assert.Equal(0, store.InHands);
        for (int id = 1; id <= Experiment.Ecosystems; id++)
        {
            SliceCommit slice = Assert.Single(store.Of(id));
            int point = (id - 1) / Experiment.Replicates, replicate = ((id - 1) % Experiment.Replicates) + 1;
            RecordedRun run = RecordedRun.Of(new LocalEngine(), Experiment.SpecOf(point), replicate);
            Assert.Equal(EcosystemStatus.Finished, slice.Status);
            Assert.Equal(Experiment.Generations, slice.Generation);
            Assert.Null(slice.Checkpoint);
            Assert.Equal(run.End.Collapse, slice.Collapse);
            Assert.Equal(run.Read().Select(r => new TextMetricRow(r.Generation, 0, r.Texts[0])), slice.Rows.Texts);
            Assert.Equal(run.Read().Select(r => new ImageMetricRow(r.Generation, 1, r.Images[0])), slice.Rows.Images);
            Assert.Equal(
                run.Read().SelectMany(r => r.Captions[0].Select((c, k) => new CaptionMetricRow(r.Generation, 1, k, c))),
                slice.Rows.Captions);
            Assert.Equal(
                run.Read().SelectMany(r => r.Snapshots.Select((s, i) => (r.Generation, i, Convert.ToHexString(s)))),
                slice.Rows.Snapshots.Select(s => (s.Generation, s.Model, Convert.ToHexString(s.Parameters))));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void Any_number_of_workers_gives_the_same_rows(int parallel)
    {
        Assert.Equal(Expected, Experiment.Lines(Experiment.Run(Experiment.LongTime, parallel)));
        Assert.Equal(Expected, Experiment.Lines(Experiment.Run(Experiment.NoTime, parallel)));
    }

    [Fact]
    public void A_slice_without_time_is_one_generation_and_all_of_them_equal_one_long_slice()
    {
        MemoryRunStore store = Experiment.Run(Experiment.NoTime);
        for (int id = 1; id <= Experiment.Ecosystems; id++)
        {
            Assert.Equal(Enumerable.Range(0, Experiment.Generations), store.Of(id).Select(slice => slice.ExpectedGeneration));
            Assert.Equal(Enumerable.Range(1, Experiment.Generations), store.Of(id).Select(slice => slice.Generation));
        }

        Assert.Equal(Expected, Experiment.Lines(store));
    }

    [Fact]
    public void A_slice_ends_when_it_has_the_most_rows_it_may()
    {
        // One text row, one image row and three captions a generation, and two snapshots at 0 and 3.
        MemoryRunStore store = Experiment.NewStore();
        var options = new SliceOptions { Parallel = 1, Slice = Experiment.LongTime, MostRows = 12 };
        new SliceRunner(new LocalEngine(), store, ecosystem => Experiment.SpecOf(ecosystem.Point), options).Run(CancellationToken.None);
        Assert.Equal([2, 4, 7, 8], store.Of(1).Select(slice => slice.Generation));
        Assert.Equal(Expected, Experiment.Lines(store));
    }

    [Fact]
    public void The_scrambling_engine_gives_the_same_rows() =>
        Assert.Equal(Expected, Experiment.Lines(Experiment.Run(Experiment.NoTime, parallel: 2, new ScramblingEngine(seed: 5))));

    [Fact]
    public void An_ecosystem_of_no_generations_is_finished_with_its_only_rows()
    {
        var store = new MemoryRunStore(1, 1);
        Experiment.Runner(store, Experiment.LongTime, specOf: _ => Ecosystems.Spec("no generation")).Run(CancellationToken.None);
        SliceCommit slice = Assert.Single(store.Commits);
        Assert.Equal(EcosystemStatus.Finished, slice.Status);
        Assert.Equal(0, Assert.Single(slice.Rows.Texts).Generation);
    }

    [Fact]
    public void Progress_counts_generations_and_what_became_of_ecosystems()
    {
        SliceRunner runner = Experiment.Runner(Experiment.NewStore(), Experiment.NoTime, parallel: 2, specOf: FailingAtPoint1);
        runner.Run(CancellationToken.None);
        Assert.Equal(4, runner.Progress.Finished);
        Assert.Equal(2, runner.Progress.Failed);
        Assert.Equal(4 * Experiment.Generations, runner.Progress.Generations);
    }

    [Fact]
    public void A_run_has_one_worker_at_least()
    {
        ArgumentException e = Assert.ThrowsAny<ArgumentException>(() => Experiment.Runner(Experiment.NewStore(), Experiment.NoTime, parallel: 0));
        Assert.Contains("Parallel", e.Message, StringComparison.Ordinal);
    }

    internal static EcosystemSpec FailingAtPoint1(int point) =>
        point == 1 ? throw new InvalidOperationException("no such point") : Experiment.SpecOf(point);
}
