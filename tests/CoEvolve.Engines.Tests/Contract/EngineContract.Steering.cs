using CoEvolve.Actors;
using CoEvolve.Actors.Tests;

namespace CoEvolve.Engines.Tests;

/// <summary>What every engine must do with commands: they take effect where they should, and nowhere else.</summary>
public abstract partial class EngineContract
{
    private const int LeastGenerations = 8;

    // Everything that can be set is, some of it twice, between bursts, at neighbouring generations and several at one.
    private static readonly (int At, SteeringCommand Command)[] Changes =
    [
        (0, new SetCommand(SteeredSetting.CorpusCaptions, 5)),
        (1, new InjectCommand(captions: 7, imagesPerCaption: 3)),
        (2, new SetCommand(SteeredSetting.TextFrozen, 1)),
        (2, new SetCommand(SteeredSetting.UserImages, 2)),
        (3, new SetCommand(SteeredSetting.ImageFrozen, 1)),
        (3, new InjectCommand(captions: 4, imagesPerCaption: 0)),
        (4, new SetCommand(SteeredSetting.TextFrozen, 0)),
        (5, new SetCommand(SteeredSetting.ImageFrozen, 0)),
        (5, new SetCommand(SteeredSetting.TextLearningRate, 0.5)),
        (6, new SetCommand(SteeredSetting.ImageLearningRate, 0.25)),
        (6, new SetCommand(SteeredSetting.CorpusCaptions, 0)),
        (7, new InjectCommand(captions: 0, imagesPerCaption: 2)),
    ];

    public static TheoryData<string> Steerable => [.. Ecosystems.All.Where(name => Ecosystems.Plan(name).Generations >= LeastGenerations)];

    [Theory]
    [MemberData(nameof(Steerable))]
    public void A_steered_ecosystem_is_one_of_other_settings_from_that_generation_on(string ecosystem) =>
        RecordedRun.Of(Create(), Ecosystems.Spec(ecosystem), Changes, reopen: false).AssertSameResults(PieceByPiece(ecosystem));

    [Theory]
    [MemberData(nameof(Steerable))]
    public void A_steered_ecosystem_goes_on_from_the_bytes_of_its_checkpoint(string ecosystem) =>
        RecordedRun.Of(Create(), Ecosystems.Spec(ecosystem), Changes, reopen: true).AssertSameResults(PieceByPiece(ecosystem));

    [Theory]
    [MemberData(nameof(Steerable))]
    public void Commands_that_stand_in_the_scenario_give_the_same_bits(string ecosystem)
    {
        EcosystemSpec spec = (Ecosystems.Plan(ecosystem) with { Commands = [.. Changes.Select(change => new ScheduledCommand(change.At, change.Command))] }).ToSpec();
        RecordedRun.Of(Create(), spec).AssertSameResults(PieceByPiece(ecosystem));
        RecordedRun.Of(Create(), spec, Enumerable.Range(0, spec.Generations)).AssertSameResults(PieceByPiece(ecosystem));
    }

    [Fact]
    public void Commands_of_the_scenario_come_before_those_from_outside()
    {
        EcosystemPlan plan = Ecosystems.Plan("corpus and user content");
        var (first, second) = (new SetCommand(SteeredSetting.CorpusCaptions, 1), new SetCommand(SteeredSetting.CorpusCaptions, 9));
        EcosystemSpec own = (plan with { Commands = [new ScheduledCommand(3, first)] }).ToSpec(), both = (plan with { Commands = [new ScheduledCommand(3, first), new ScheduledCommand(3, second)] }).ToSpec();
        RecordedRun.Of(Create(), own, [(3, second)], reopen: false).AssertSameResults(RecordedRun.Of(Create(), both));
    }

    [Fact]
    public void A_command_is_told_of_with_the_generation_at_which_it_took_effect()
    {
        EcosystemPlan plan = Ecosystems.Plan("soft reader");
        EcosystemSpec spec = (plan with { Commands = [new ScheduledCommand(2, new InjectCommand(3, 0))] }).ToSpec();
        RecordedRun run = RecordedRun.Of(Create(), spec, [(0, new SetCommand(SteeredSetting.TextFrozen, 1)), (4, new SetCommand(SteeredSetting.TextFrozen, 0))], reopen: false);
        Assert.Equal(
            [(1L, "set textModel.frozen=true", 0), (0L, "inject captions=3", 2), (3L, "set textModel.frozen=false", 4)],
            run.Commands.Select(command => (command.Id, command.Command.ToString(), command.Generation)));
    }

    [Fact]
    public void A_setting_that_is_what_it_was_changes_no_bit()
    {
        (int, SteeringCommand)[] nothing = [(2, new SetCommand(SteeredSetting.TextLearningRate, 1)), (5, new SetCommand(SteeredSetting.CorpusCaptions, 0))];
        RecordedRun.Of(Create(), Ecosystems.Spec("soft reader"), nothing, reopen: true).AssertSame(Local("soft reader"));
    }

    [Fact]
    public void A_command_is_for_its_replicates_only()
    {
        EcosystemPlan plan = Ecosystems.Plan("soft reader");
        EcosystemSpec spec = (plan with { Commands = [new ScheduledCommand(1, new SetCommand(SteeredSetting.TextFrozen, 1), [2, 3])] }).ToSpec();
        RecordedRun.Of(Create(), spec, replicate: 1).AssertSame(Local("soft reader"));
        RecordedRun plain = RecordedRun.Of(Create(), plan.ToSpec(), replicate: 2), steered = RecordedRun.Of(Create(), spec, replicate: 2);
        Assert.NotEqual(plain.Records, steered.Records);
        Assert.Equal(plain.Records[0], RecordedRun.Of(Create(), plan.ToSpec(), replicate: 2).Records[0]);
    }

    [Fact]
    public void A_paused_ecosystem_stands_until_it_is_resumed_and_loses_nothing()
    {
        EcosystemSpec spec = Ecosystems.Spec("two texts, two images");
        var run = new RecordedRun();
        using IEcosystemHost host = Create().Open(spec, EcosystemCheckpoint.Initial(spec, replicate: 1), run);
        host.RunUntil(3);
        Assert.Equal(HaltReason.None, host.Halt);
        host.Apply(new PendingCommand(1, new PauseCommand()));
        host.RunUntil(spec.Generations);
        Assert.Equal((3, HaltReason.Paused), (host.Generation, host.Halt));
        host.Apply(new PendingCommand(2, new StepCommand(2)));
        host.RunUntil(spec.Generations);
        Assert.Equal((5, HaltReason.Paused), (host.Generation, host.Halt));

        // Also elsewhere.
        using IEcosystemHost other = Create().Open(spec, EcosystemCheckpoint.FromBytes(host.TakeCheckpoint().ToBytes()), run);
        other.RunUntil(spec.Generations);
        Assert.Equal((5, HaltReason.Paused), (other.Generation, other.Halt));
        other.Apply(new PendingCommand(3, new ResumeCommand()));
        other.RunUntil(spec.Generations);
        Assert.Equal((spec.Generations, HaltReason.None), (other.Generation, other.Halt));
        Assert.Equal(Local("two texts, two images").Records, run.Records);
        Assert.Equal(Local("two texts, two images").Checkpoint, other.TakeCheckpoint().ToBytes());
    }

    [Fact]
    public void A_stopped_ecosystem_records_where_it_stands_as_its_last_generation()
    {
        EcosystemPlan plan = Ecosystems.Plan("soft reader") with { Recording = new RecordingSpec(every: 5, captions: true, snapshots: []) };
        var run = new RecordedRun();
        EcosystemSpec spec = plan.ToSpec();
        using IEcosystemHost host = Create().Open(spec, EcosystemCheckpoint.Initial(spec, replicate: 1), run);
        host.RunUntil(3);
        host.Apply(new PendingCommand(1, new StopCommand()));
        host.RunUntil(spec.Generations);
        host.RunUntil(spec.Generations);
        Assert.Equal((3, HaltReason.Stopped), (host.Generation, host.Halt));

        // As one that was never meant to go further.
        RecordedRun shorter = RecordedRun.Of(Create(), (plan with { Generations = 3 }).ToSpec());
        Assert.Equal([0, 3], run.Generations);
        Assert.Equal(shorter.Records, run.Records);
    }

    [Fact]
    public void A_rate_beyond_all_bounds_is_refused_by_the_ecosystem()
    {
        EcosystemSpec spec = Ecosystems.Spec("soft reader");
        using IEcosystemHost host = Create().Open(spec, EcosystemCheckpoint.Initial(spec, replicate: 1), new NoSink());
        host.Apply(new PendingCommand(1, new SetCommand(SteeredSetting.CorpusCaptions, PromptSpec.MostCaptions)));
        host.Apply(new PendingCommand(2, new InjectCommand(1, 0)));
        Assert.ThrowsAny<ArgumentException>(() => host.RunUntil(1));
    }

    // The definition: each generation by an ecosystem that has had these settings from the start of it, from the state of the one before.
    private static RecordedRun PieceByPiece(string ecosystem) => PieceRuns.GetOrAdd(ecosystem, static name =>
    {
        EcosystemSpec spec = Ecosystems.Spec(name);
        var run = new RecordedRun();
        var settings = EcosystemSettings.Of(spec);
        EcosystemCheckpoint at = EcosystemCheckpoint.Initial(spec, replicate: 1);
        for (int t = 0; t < spec.Generations; t++)
        {
            InjectCommand[] bursts = [.. Changes.Where(change => change.At == t).Select(change => change.Command).OfType<InjectCommand>()];
            settings = Changes.Where(change => change.At == t).Select(change => change.Command).OfType<SetCommand>().Aggregate(settings, (before, set) => before.With(set));
            EcosystemSpec now = spec.With(settings.Plus(bursts.Sum(burst => burst.Captions), bursts.Sum(burst => burst.ImagesPerCaption)));
            using IEcosystemHost host = new LocalEngine().Open(now, at, run);
            host.RunUntil(t + 1);
            at = host.TakeCheckpoint();
        }

        return run.With(at);
    });
}
