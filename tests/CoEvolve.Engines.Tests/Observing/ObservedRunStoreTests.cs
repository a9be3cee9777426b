using System.Collections.Concurrent;
using System.Diagnostics;

namespace CoEvolve.Engines.Tests;

/// <summary>Listeners hear of every run of a process, so all tests that need one are in this class: one after the other.</summary>
public sealed partial class ObservedRunStoreTests
{
    private const string ExperimentId = "coevolve.experiment.id";

    private readonly ManualClock _clock = new();
    private readonly ConcurrentQueue<SliceReport> _reports = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_others_want_of_a_claim_or_a_run_is_passed_on(bool called)
    {
        using var inner = new ScriptedStore { IsCalled = called };
        using var store = ObservedRunStore.Around(inner);
        using IClaim claim = store.Claim(1)!;
        Assert.Equal(called, claim.IsRecalled);
        Assert.Equal(called, store.AwaitCommands(CancellationToken.None));
    }

    [Fact]
    public void A_run_is_counted_as_it_is_stored_and_its_results_are_those_of_one_that_nobody_watches()
    {
        using var measurements = new Measurements();
        using MemoryRunStore store = Experiment.NewStore();
        Experiment.Runner(ObservedRunStore.Around(store, _reports.Enqueue), Experiment.NoTime, parallel: 2).Run(CancellationToken.None);

        Assert.Equal(Experiment.Lines(Experiment.Run(Experiment.LongTime)), Experiment.Lines(store));
        Assert.Equal(Experiment.Ecosystems * Experiment.Generations, measurements.Sum("coevolve.generations", (ExperimentId, 1L)));
        Assert.Equal(store.Commits.Count, measurements.Sum("coevolve.slices", (ExperimentId, 1L)));
        Assert.Equal(Experiment.Ecosystems, measurements.Sum("coevolve.ecosystem.finished", (ExperimentId, 1L)));
        AssertRows(measurements, "text_metric", store, rows => rows.Texts.Count);
        AssertRows(measurements, "image_metric", store, rows => rows.Images.Count);
        AssertRows(measurements, "caption_metric", store, rows => rows.Captions.Count);
        AssertRows(measurements, "snapshot", store, rows => rows.Snapshots.Count);
        Assert.Equal(store.Commits.Count, measurements.Of("coevolve.compute.duration").Count);
        Assert.Equal(store.Commits.Count, measurements.Of("coevolve.commit.duration").Count);
        Assert.Equal(store.Commits.Count, measurements.Of("coevolve.claim.duration").Count(measured => Equals(measured.Attributes["coevolve.claim.found"], true)));
        Assert.Contains(measurements.Of("coevolve.claim.duration"), measured => Equals(measured.Attributes["coevolve.claim.found"], false));
        Assert.Empty(measurements.Of("coevolve.claim.lost"));
        Assert.Empty(measurements.Of("coevolve.ecosystem.failed"));
        Assert.Equal(Experiment.Ecosystems * Experiment.Generations, _reports.Sum(report => report.Totals.Generations));
    }

    [Fact]
    public void Names_and_units_are_those_of_the_documentation()
    {
        using var measurements = new Measurements();
        using var gauge = new WaitingGauge(() => []);
        RunInstruments.CountSetAside(1);

        string documented = File.ReadAllText(Path.Combine(Root(), "docs", "observability.md"));
        Assert.Equal(10, measurements.Units.Count);
        Assert.All(measurements.Units, unit => Assert.Contains($"| `{unit.Key}` | {unit.Value} |", documented, StringComparison.Ordinal));
    }

    [Fact]
    public void Ecosystems_that_fail_are_counted_by_what_they_threw()
    {
        using var measurements = new Measurements();
        using MemoryRunStore store = Experiment.NewStore();
        var engine = new FaultyEngine((replicate, generation) =>
        {
            if (replicate == 2 && generation == 3)
                throw new ArithmeticException("three");
        });
        Experiment.Runner(ObservedRunStore.Around(store), Experiment.LongTime, engine: engine).Run(CancellationToken.None);
        RunInstruments.CountSetAside(1);

        Assert.Equal(Experiment.Points, measurements.Sum("coevolve.ecosystem.failed", (ExperimentId, 1L), ("error.type", "ArithmeticException")));
        Assert.Equal(1, measurements.Sum("coevolve.ecosystem.failed", (ExperimentId, 1L), ("error.type", "set_aside")));
        Assert.Equal(Experiment.Points, measurements.Sum("coevolve.ecosystem.finished"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_claim_that_is_lost_is_counted_with_its_phase_and_nothing_of_its_slice(bool whileComputing)
    {
        using var measurements = new Measurements();
        var lost = new ClaimLostException("The server went away.");
        var store = new ScriptedStore
        {
            Touching = () => Throw(whileComputing ? lost : null),
            Committing = () => Throw(lost),
        };
        IClaim claim = ObservedRunStore.Around(store, _reports.Enqueue).Claim(2)!;
        if (whileComputing)
            Assert.Same(lost, Assert.Throws<ClaimLostException>(claim.Touch));
        else
            Assert.Same(lost, Assert.Throws<ClaimLostException>(() => claim.Commit(ScriptedStore.Slices())));
        claim.Dispose();
        claim.Dispose();

        Measured counted = Assert.Single(measurements.Of("coevolve.claim.lost"));
        Assert.Equal((1.0, 3L, whileComputing ? "compute" : "commit"), (counted.Value, counted.Attributes[ExperimentId], counted.Attributes["coevolve.claim.phase"]));
        Assert.Empty(measurements.Of("coevolve.generations"));
        Assert.Empty(measurements.Of("coevolve.slices"));
        Assert.Equal((SliceOutcome.Lost, lost), (Assert.Single(_reports).Outcome, _reports.First().Error));
        Assert.True(store.IsGivenBack);
    }

    [Fact]
    public void A_slice_is_reported_with_the_times_of_its_parts_and_what_was_in_it_before_the_store_had_it()
    {
        IClaim claim = Claim(new ScriptedStore { Claiming = () => _clock.Pass(1), Committing = () => _clock.Pass(4) });
        _clock.Pass(1.5);
        claim.Touch();
        _clock.Pass(0.5);
        ((ObservedClaim)claim).Computed();
        _clock.Pass(3);
        claim.Commit(ScriptedStore.Slices());
        claim.Dispose();

        SliceReport report = Assert.Single(_reports);
        Assert.Equal((3L, SliceOutcome.Stored, ManualClock.Beginning), (report.Experiment, report.Outcome, report.Start));
        Assert.Equal([1.0, 2.0, 3.0, 4.0], new[] { report.Claiming, report.Computing, report.Waiting, report.Committing }.Select(time => time.TotalSeconds));
        Assert.Equal((5L, 10L, 0), (report.Totals.Generations, report.Totals.Rows, report.Totals.Finished));
        Assert.Equal(new SliceFailure(8, 20, "ArithmeticException: it was too much"), Assert.Single(report.Totals.Failures));
        Assert.Equal([7L, 8L], report.Ecosystems.Select(ecosystem => ecosystem.Id));
    }

    [Fact]
    public void What_is_given_back_or_refused_is_reported_as_such()
    {
        Claim(new ScriptedStore()).Dispose();
        Exception refusal = new StoreException("It is full.");
        using (IClaim claim = Claim(new ScriptedStore { Committing = () => throw refusal }))
            Assert.Same(refusal, Assert.Throws<StoreException>(() => claim.Commit(ScriptedStore.Slices())));

        Assert.Equal([(SliceOutcome.GivenBack, (Exception?)null), (SliceOutcome.Refused, refusal)], _reports.Select(report => (report.Outcome, report.Error)));
        Assert.Null(ObservedRunStore.Around(new ScriptedStore { Ecosystems = [] }, _reports.Enqueue).Claim(1));
        Assert.Equal(2, _reports.Count);
    }

    [Fact]
    public void A_slice_is_a_trace_with_a_span_for_each_of_its_parts()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == RunInstruments.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var around = new Activity("something else").Start();
        IClaim claim = Claim(new ScriptedStore { Claiming = () => _clock.Pass(1), Committing = () => _clock.Pass(4) });
        _clock.Pass(2);
        ((ObservedClaim)claim).Computed();
        _clock.Pass(3);
        claim.Commit(ScriptedStore.Slices());

        Assert.Same(around, Activity.Current);
        Assert.Equal(["claim", "compute", "commit", "slice"], spans.Select(span => span.OperationName));
        Activity slice = spans.Last();
        Assert.Equal(default, slice.ParentSpanId);
        Assert.NotEqual(around.TraceId, slice.TraceId);
        Assert.All(spans.Take(3), part => Assert.Equal((slice.TraceId, slice.SpanId), (part.TraceId, part.ParentSpanId)));
        Assert.Equal([(0.0, 1.0), (1.0, 2.0), (6.0, 4.0), (0.0, 10.0)], spans.Select(span => ((span.StartTimeUtc - ManualClock.Beginning.UtcDateTime).TotalSeconds, span.Duration.TotalSeconds)));
        Assert.Equal(3L, slice.GetTagItem(ExperimentId));
        Assert.Equal([7L, 8L], (long[])slice.GetTagItem("coevolve.ecosystem.ids")!);
        Assert.Equal((5L, 10L, "stored"), (slice.GetTagItem("coevolve.generation.count"), slice.GetTagItem("coevolve.row.count"), slice.GetTagItem("coevolve.slice.outcome")));
        Assert.Equal(ActivityStatusCode.Unset, slice.Status);

        using (IClaim failing = Claim(new ScriptedStore { Committing = () => throw new ClaimLostException("gone") }))
            Assert.Throws<ClaimLostException>(() => failing.Commit(ScriptedStore.Slices()));
        Assert.Equal((ActivityStatusCode.Error, "gone"), (spans.Last().Status, spans.Last().StatusDescription));
        Assert.Equal(typeof(ClaimLostException).FullName, spans.Last().GetTagItem("error.type"));
    }

    [Fact]
    public void A_worker_that_computes_is_silent_from_its_last_touch_and_one_that_waits_for_the_store_is_not()
    {
        TimeSpan? whileTouching = TimeSpan.Zero, whileCommitting = TimeSpan.Zero;
        ObservedRunStore? observed = null;
        var store = new ScriptedStore
        {
            Touching = () =>
            {
                _clock.Pass(100);
                whileTouching = observed!.LongestSilence;
            },
            Committing = () => whileCommitting = observed!.LongestSilence,
        };
        observed = ObservedRunStore.Around(store, null, _clock);
        Assert.Null(observed.LongestSilence);
        IClaim claim = observed.Claim(2)!;
        _clock.Pass(5);
        Assert.Equal(5, observed.LongestSilence?.TotalSeconds);
        IClaim other = observed.Claim(2)!;
        _clock.Pass(2);
        Assert.Equal(7, observed.LongestSilence?.TotalSeconds);
        claim.Touch();
        Assert.Equal(102, whileTouching?.TotalSeconds); // the other's
        other.Dispose();
        Assert.Equal(0, observed.LongestSilence?.TotalSeconds);
        claim.Commit(ScriptedStore.Slices());
        Assert.Null(whileCommitting);
        Assert.Null(observed.LongestSilence);
    }

    [Fact]
    public void A_slice_that_waits_for_the_one_before_to_be_stored_is_not_being_computed()
    {
        using var stop = new CancellationTokenSource();
        using var begun = new ManualResetEventSlim();
        ObservedRunStore? observed = null;
        bool? isSilent = null;
        using var store = new BatchStore
        {
            Committing = slices =>
            {
                if (slices[0].EcosystemId == 1)
                    isSilent = begun.Wait(TimeSpan.FromMinutes(1)) && SpinWait.SpinUntil(() => observed!.LongestSilence is null, TimeSpan.FromMinutes(1));
            },
            Committed = done =>
            {
                if (done == 2)
                    stop.Cancel();
            },
        };
        store.Bring(1, 2);
        observed = ObservedRunStore.Around(store);
        var engine = new FaultyEngine((replicate, _) =>
        {
            if (replicate == 2)
                begun.Set();
        });
        new SliceRunner(engine, observed, ecosystem => Experiment.SpecOf(ecosystem.Point), new SliceOptions { Parallel = 1, Slice = Experiment.LongTime, MostEcosystems = 1 }).Run(stop.Token);
        Assert.True(isSilent);
    }

    [Fact]
    public void What_others_share_stays_shared()
    {
        using var shared = new BatchStore();
        Assert.IsAssignableFrom<ISharedRunStore>(ObservedRunStore.Around(shared));
        Assert.False(ObservedRunStore.Around(new ScriptedStore()) is ISharedRunStore);
    }

    private static void AssertRows(Measurements measurements, string table, MemoryRunStore store, Func<SliceRows, int> count)
    {
        int rows = store.Commits.Sum(commit => count(commit.Rows));
        Assert.True(rows > 0);
        Assert.Equal(rows, measurements.Sum("coevolve.rows", (ExperimentId, 1L), ("coevolve.table.name", table)));
    }

    private static void Throw(Exception? exception)
    {
        if (exception is not null)
            throw exception;
    }

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "CoEvolve.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    private IClaim Claim(ScriptedStore store) => ObservedRunStore.Around(store, _reports.Enqueue, _clock).Claim(2)!;
}
