namespace CoEvolve.Engines.Tests;

public sealed class CancellationTests
{
    private static readonly string[] Expected = Experiment.Lines(Experiment.Run(Experiment.LongTime));

    [Fact]
    public void A_cancelled_run_stores_what_is_done_and_going_on_gives_the_same_rows()
    {
        MemoryRunStore store = Experiment.NewStore();
        using var cancellation = new CancellationTokenSource();
        var engine = new FaultyEngine((_, generation) =>
        {
            if (generation == 5)
                cancellation.Cancel();
        });
        Experiment.Runner(store, Experiment.LongTime, engine: engine).Run(cancellation.Token);
        SliceCommit only = Assert.Single(store.Commits);
        Assert.Equal((EcosystemStatus.Running, 6), (only.Status, only.Generation));
        Assert.NotNull(only.Checkpoint);
        Assert.True(store.Flushed);
        Assert.Equal(0, store.InHands);

        Experiment.Runner(store, Experiment.LongTime, parallel: 2).Run(CancellationToken.None);
        Assert.Equal(Expected, Experiment.Lines(store));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void A_run_cancelled_again_and_again_gets_done_with_the_same_rows(int parallel)
    {
        int runs = 0;
        CancellationTokenSource cancellation = new();
        using var store = new MemoryRunStore(Experiment.Points, Experiment.Replicates) { Committing = _ => Volatile.Read(ref cancellation).Cancel() };
        while (store.Commits.Count(commit => commit.Status == EcosystemStatus.Finished) < Experiment.Ecosystems)
        {
            Volatile.Write(ref cancellation, new CancellationTokenSource());
            Experiment.Runner(store, Experiment.NoTime, parallel).Run(cancellation.Token);
            Assert.Equal(0, store.InHands);
            runs++;
        }

        Assert.InRange(runs, Experiment.Generations, Experiment.Generations * Experiment.Ecosystems);
        Assert.Equal(Expected, Experiment.Lines(store));
    }

    [Fact]
    public void A_run_that_is_cancelled_before_it_starts_takes_nothing()
    {
        MemoryRunStore store = Experiment.NewStore();
        Experiment.Runner(store, Experiment.LongTime, parallel: 4).Run(new CancellationToken(canceled: true));
        Assert.Empty(store.Commits);
        Assert.True(store.Flushed);
    }
}
