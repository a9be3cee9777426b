using System.Runtime.CompilerServices;
using CoEvolve.Actors;

namespace CoEvolve.Engines.Tests;

/// <summary>What goes wrong with one ecosystem stays with it; what goes wrong with the store ends the run.</summary>
public sealed class SliceFailureTests
{
    private static readonly string[] Expected = Experiment.Lines(Experiment.Run(Experiment.LongTime));

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void An_ecosystem_without_a_spec_fails_with_its_error_and_the_others_finish(int parallel)
    {
        MemoryRunStore store = Experiment.NewStore();
        Experiment.Runner(store, Experiment.NoTime, parallel, specOf: SliceRunnerTests.FailingAtPoint1).Run(CancellationToken.None);
        foreach (int id in new[] { 3, 4 })
        {
            SliceCommit slice = Assert.Single(store.Of(id));
            Assert.Equal(EcosystemStatus.Failed, slice.Status);
            Assert.Equal("InvalidOperationException: no such point", slice.Error);
            Assert.Null(slice.Checkpoint);
            Assert.Equal(0, slice.Rows.Count);
        }

        AssertOthersAsExpected(store, 3, 4);
    }

    [Theory]
    [InlineData(0, 3, 4)]
    [InlineData(1, 0, 1)]
    public void An_ecosystem_that_throws_on_its_way_keeps_the_slices_it_had(int hours, int reached, int slices)
    {
        var engine = new FaultyEngine((replicate, generation) =>
        {
            if (replicate == 2 && generation == 3)
                throw new ArithmeticException("too hot");
        });
        MemoryRunStore store = Experiment.Run(TimeSpan.FromHours(hours), parallel: 1, engine);
        foreach (int id in new[] { 2, 4, 6 })
        {
            SliceCommit last = store.Of(id).Last();
            Assert.Equal(slices, store.Of(id).Count());
            Assert.Equal((EcosystemStatus.Failed, reached, reached), (last.Status, last.ExpectedGeneration, last.Generation));
            Assert.Equal("ArithmeticException: too hot", last.Error);
            Assert.Equal(reached, store.Of(id).Sum(slice => slice.Rows.Texts.Count));
        }

        AssertOthersAsExpected(store, 2, 4, 6);
    }

    [Fact]
    public void Where_an_exception_arose_that_says_nothing_else_is_told()
    {
        var engine = new FaultyEngine((replicate, _) => Pick([1, 2, 3], replicate == 2 ? 3 : 0));
        MemoryRunStore store = Experiment.Run(Experiment.NoTime, parallel: 1, engine);
        Assert.Equal("IndexOutOfRangeException: Index was outside the bounds of the array. It arose in SliceFailureTests.Pick.", store.Of(2).Last().Error);
    }

    [Theory]
    [InlineData("text_metric.entropy of text at generation 3 is NaN.")]
    [InlineData("image_metric.diversity of image at generation 3 is Infinity.")]
    [InlineData("caption_metric.log_det of image at generation 3 is -Infinity.")]
    public void An_ecosystem_whose_numbers_leave_the_finite_fails_alone_and_no_store_sees_them(string error)
    {
        var engine = new SpoilingEngine((replicate, record) =>
        {
            if (replicate != 2 || record.Generation != 3)
                return;
            if (error.StartsWith("text", StringComparison.Ordinal))
                record.Texts[0] = record.Texts[0] with { Entropy = double.NaN };
            else if (error.StartsWith("image", StringComparison.Ordinal))
                record.Images[0] = record.Images[0] with { Diversity = double.PositiveInfinity };
            else
                record.Captions[0][1] = record.Captions[0][1] with { LogDet = double.NegativeInfinity };
        });
        MemoryRunStore store = Experiment.Run(Experiment.NoTime, parallel: 1, engine);
        foreach (int id in new[] { 2, 4, 6 })
        {
            SliceCommit last = store.Of(id).Last();
            Assert.Equal((EcosystemStatus.Failed, 3), (last.Status, last.Generation));
            Assert.Equal($"NotFiniteNumberException: {error} This is an error in the program: please report it with the scenario and the seed.", last.Error);
            Assert.Equal(3, store.Of(id).Sum(slice => slice.Rows.Texts.Count));
        }

        AssertOthersAsExpected(store, 2, 4, 6);
    }

    [Fact]
    public void A_damaged_checkpoint_fails_its_ecosystem_alone()
    {
        MemoryRunStore store = Experiment.NewStore();
        Experiment.Runner(new DamagingStore(store, ecosystem: 5), Experiment.NoTime).Run(CancellationToken.None);
        Assert.StartsWith("FormatException: ", store.Of(5).Last().Error, StringComparison.Ordinal);
        AssertOthersAsExpected(store, 5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_store_that_fails_stops_all_workers_and_the_run_says_why(int parallel)
    {
        // Only one of the workers meets the failure; if it did not stop the others, they would finish their ecosystems.
        using var failing = new MemoryRunStore(points: 4, replicates: 2)
        {
            Committing = commit =>
            {
                if (commit.EcosystemId == 1 && commit.ExpectedGeneration == 5)
                    throw new StoreException("The disk is full.");
            },
        };
        var seldom = new RecordingSpec(every: 0, captions: false, snapshots: []);
        EcosystemSpec spec = (Experiment.Plan(0) with { Generations = 5000, Recording = seldom }).ToSpec();
        SliceRunner runner = Experiment.Runner(failing, Experiment.NoTime, parallel, specOf: _ => spec);
        StoreException e = Assert.Throws<StoreException>(() => runner.Run(CancellationToken.None));
        Assert.Equal("The disk is full.", e.Message);
        Assert.False(failing.Flushed);
        Assert.All(failing.Commits, commit => Assert.Equal(EcosystemStatus.Running, commit.Status));
    }

    [Fact]
    public void With_one_worker_nothing_is_taken_after_a_failure_of_the_store()
    {
        int commits = 0;
        using var failing = new MemoryRunStore(points: 3, replicates: 2)
        {
            Committing = _ =>
            {
                if (++commits == 3)
                    throw new StoreException("The disk is full.");
            },
        };
        Assert.Throws<StoreException>(() => Experiment.Runner(failing, Experiment.LongTime).Run(CancellationToken.None));
        Assert.Equal(3, commits);
        Assert.Equal(2, failing.Commits.Count);
    }

    [Fact]
    public void A_store_that_fails_at_a_claim_ends_the_run_too()
    {
        using var failing = new MemoryRunStore(1, 1) { Claiming = () => throw new StoreException("The file is gone.") };
        Assert.Throws<StoreException>(() => Experiment.Runner(failing, Experiment.NoTime, parallel: 8).Run(CancellationToken.None));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void Whatever_else_a_store_throws_reaches_the_caller_and_never_ends_the_process(int parallel)
    {
        using var failing = new MemoryRunStore(4, 2) { Committing = _ => throw new InvalidOperationException("a defect") };
        SliceRunner runner = Experiment.Runner(failing, Experiment.NoTime, parallel);
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => runner.Run(CancellationToken.None));
        Assert.Equal("a defect", e.Message);
    }

    private static void AssertOthersAsExpected(MemoryRunStore store, params int[] failed)
    {
        Assert.Equal(Expected.Where(IsOther), Experiment.Lines(store).Where(IsOther));

        bool IsOther(string line) => !failed.Contains(line[0] - '0');
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Pick(int[] numbers, int place) => numbers[place];

    /// <summary>Spoils what one ecosystem's checkpoint was.</summary>
    private sealed class DamagingStore(MemoryRunStore inner, int ecosystem) : IRunStore
    {
        public IClaim? Claim(int most, CancellationToken cancellation = default) => inner.Claim(most, cancellation) is IClaim claim
            ? new ClaimOfOne(Damage(claim.Ecosystems[0]), slice => claim.Commit([slice]), _ => claim.Dispose())
            : null;

        public bool AwaitCommands(CancellationToken cancellation) => inner.AwaitCommands(cancellation);

        public void Flush() => inner.Flush();

        public void Dispose() => inner.Dispose();

        private ClaimedEcosystem Damage(ClaimedEcosystem claim) =>
            claim.Id == ecosystem && claim.Checkpoint is byte[] bytes ? claim with { Checkpoint = bytes[..^1] } : claim;
    }
}
