using CoEvolve.Actors;

namespace CoEvolve.Engines.Tests;

public sealed partial class ObservedRunStoreTests
{
    private static readonly EcosystemKey Seventh = new(3, 7);

    [Fact]
    public void A_slice_of_an_ecosystem_that_was_asked_for_by_name_is_reported_as_any_other()
    {
        using var measurements = new Measurements();
        using var stop = new CancellationTokenSource();
        var scripted = new ScriptedStore { Claiming = () => _clock.Pass(1), Committing = () => _clock.Pass(4) };
        var named = new NamedStore(scripted);
        INamedRunStore store = Around(named);
        _clock.Pass(7);
        NamedClaim taken = store.Claim(Seventh, stop.Token);
        Assert.Equal(NoClaim.Taken, taken.Reason);
        using IClaim claim = taken.Claim!;
        Assert.Equal([7L, 8L], claim.Ecosystems.Select(ecosystem => ecosystem.Id));
        _clock.Pass(2);
        ((ObservedClaim)claim).Computed();
        _clock.Pass(3);
        claim.Commit(ScriptedStore.Slices());
        claim.Dispose();

        Assert.Equal([(Seventh, stop.Token)], named.Asked);
        Assert.True(scripted.IsGivenBack);
        SliceReport report = Assert.Single(_reports);
        Assert.Equal((3L, SliceOutcome.Stored, ManualClock.Beginning.AddSeconds(7)), (report.Experiment, report.Outcome, report.Start));
        Assert.Equal([1.0, 2.0, 3.0, 4.0], new[] { report.Claiming, report.Computing, report.Waiting, report.Committing }.Select(time => time.TotalSeconds));
        Assert.Equal((5L, 10L), (report.Totals.Generations, report.Totals.Rows));
        Measured counted = Assert.Single(measurements.Of("coevolve.claim.duration"));
        Assert.Equal((1.0, true), (counted.Value, counted.Attributes["coevolve.claim.found"]));
        Assert.Equal(1, measurements.Sum("coevolve.slices", (ExperimentId, 3L)));
    }

    [Theory]
    [InlineData(NoClaim.Held)]
    [InlineData(NoClaim.Paused)]
    [InlineData(NoClaim.Over)]
    public void Why_there_is_no_claim_is_passed_on_and_nothing_is_reported(NoClaim reason)
    {
        using var measurements = new Measurements();
        var named = new NamedStore(new ScriptedStore { Claiming = () => _clock.Pass(1) }) { Reason = reason };
        INamedRunStore store = Around(named);
        Assert.Equal(new NamedClaim(null, reason), store.Claim(Seventh));
        Assert.Null(((ObservedRunStore)store).LongestSilence);
        Assert.Empty(_reports);
        Measured counted = Assert.Single(measurements.Of("coevolve.claim.duration"));
        Assert.Equal((1.0, false), (counted.Value, counted.Attributes["coevolve.claim.found"]));
    }

    [Fact]
    public void A_worker_is_silent_too_that_computes_what_it_asked_for_by_name()
    {
        INamedRunStore store = Around(new NamedStore(new ScriptedStore()));
        var observed = (ObservedRunStore)store;
        Assert.Null(observed.LongestSilence);
        IClaim claim = store.Claim(Seventh).Claim!;
        _clock.Pass(5);
        Assert.Equal(5, observed.LongestSilence?.TotalSeconds);
        using IClaim any = store.Claim(1)!;
        _clock.Pass(2);
        Assert.Equal(7, observed.LongestSilence?.TotalSeconds);
        claim.Touch();
        Assert.Equal(2, observed.LongestSilence?.TotalSeconds);
        any.Dispose();
        _clock.Pass(1);
        Assert.Equal(1, observed.LongestSilence?.TotalSeconds);
        claim.Dispose();
        Assert.Null(observed.LongestSilence);
        Assert.Equal([SliceOutcome.GivenBack, SliceOutcome.GivenBack], _reports.Select(report => report.Outcome));
    }

    [Fact]
    public void Work_commands_and_locks_are_those_of_the_store()
    {
        using var stop = new CancellationTokenSource();
        using var held = new MemoryStream();
        var named = new NamedStore(new ScriptedStore())
        {
            Work = [Seventh, new(4, 1)],
            Commands = [new(Seventh, [new PendingCommand(9, SteeringCommand.Parse("pause"))])],
            Lock = held,
        };
        using (INamedRunStore store = Around(named))
        {
            Assert.Same(named.Work, store.FindWork(11, stop.Token));
            Assert.Same(named.Commands, store.FindCommands(12, stop.Token));
            Assert.Same(held, store.TryLock("who goes on"));
            store.AwaitChange(stop.Token);
        }

        Assert.Equal([(nameof(INamedRunStore.FindWork), 11, stop.Token), (nameof(INamedRunStore.FindCommands), 12, stop.Token), "who goes on", (nameof(INamedRunStore.AwaitChange), stop.Token), nameof(IDisposable.Dispose)], named.Asked);
        Assert.Null(Around(new NamedStore(new ScriptedStore())).TryLock("who goes on"));
    }

    [Fact]
    public void Only_a_store_that_can_be_asked_by_name_is_watched_as_one()
    {
        using var shared = new BatchStore();
        Assert.IsAssignableFrom<INamedRunStore>(ObservedRunStore.Around(new NamedStore(new ScriptedStore())));
        Assert.False(ObservedRunStore.Around(shared) is INamedRunStore);
    }

    private INamedRunStore Around(NamedStore store) => Assert.IsAssignableFrom<INamedRunStore>(ObservedRunStore.Around(store, _reports.Enqueue, _clock));
}
