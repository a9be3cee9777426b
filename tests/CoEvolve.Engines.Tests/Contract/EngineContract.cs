using System.Collections.Concurrent;
using CoEvolve.Actors;
using CoEvolve.Actors.Tests;
using CoEvolve.Core;

namespace CoEvolve.Engines.Tests;

/// <summary>What every engine must do, written once. A new engine derives from this and says how it is made.</summary>
public abstract partial class EngineContract
{
    private static readonly ConcurrentDictionary<string, RecordedRun> LocalRuns = new();
    private static readonly ConcurrentDictionary<string, RecordedRun> PieceRuns = new();

    // Long for its many images, not for its captions: eight works that fall into parts, two each for writers, readers and models.
    private static readonly EcosystemSpec LongGenerations = new EcosystemPlan
    {
        Generations = 1,
        Texts = [ManyImages("anna"), ManyImages("bert")],
        Images = [new ImagePlan("left"), new ImagePlan("right")],
    }.ToSpec();

    public static TheoryData<string> Names => Ecosystems.Names;

    /// <summary>Makes the engine under test.</summary>
    protected abstract IEngine Create();

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_ecosystem_gives_the_same_bits_as_on_the_local_engine(string ecosystem) =>
        RecordedRun.Of(Create(), Ecosystems.Spec(ecosystem)).AssertSame(Local(ecosystem));

    [Theory]
    [MemberData(nameof(Names))]
    public void Stopping_at_every_generation_and_going_on_from_bytes_gives_the_same_bits(string ecosystem)
    {
        EcosystemSpec spec = Ecosystems.Spec(ecosystem);
        RecordedRun.Of(Create(), spec, Enumerable.Range(0, spec.Generations)).AssertSame(Local(ecosystem));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Threads_that_are_lent_change_no_bit_and_come_back_when_called(string ecosystem)
    {
        IEngine engine = Create();
        using var lent = new LentThreads(2, engine.Lend);
        RecordedRun.Of(engine, Ecosystems.Spec(ecosystem)).AssertSame(Local(ecosystem));
    }

    [Fact]
    public void Running_generation_by_generation_on_one_host_gives_the_same_bits()
    {
        EcosystemSpec spec = Ecosystems.Spec("two texts, two images");
        var run = new RecordedRun();
        using IEcosystemHost host = Create().Open(spec, EcosystemCheckpoint.Initial(spec, replicate: 1), run);
        for (int t = 0; t <= spec.Generations; t++)
        {
            host.RunUntil(t);
            Assert.Equal(t, host.Generation);
            Assert.Equal(t, host.TakeCheckpoint().Generation);
        }

        Assert.Equal(Local("two texts, two images").Records, run.Records);
        Assert.Equal(Local("two texts, two images").Checkpoint, host.TakeCheckpoint().ToBytes());
    }

    [Fact]
    public void An_ecosystem_stops_at_its_last_generation_whatever_it_is_told()
    {
        EcosystemSpec spec = Ecosystems.Spec("soft reader");
        var run = new RecordedRun();
        using IEcosystemHost host = Create().Open(spec, EcosystemCheckpoint.Initial(spec, replicate: 1), run);
        host.RunUntil(int.MaxValue);
        host.RunUntil(int.MaxValue);
        Assert.Equal(spec.Generations, host.Generation);
        Assert.Equal(Local("soft reader").Records, run.Records);
    }

    [Fact]
    public void A_target_that_is_passed_already_changes_nothing()
    {
        EcosystemSpec spec = Ecosystems.Spec("soft reader");
        using IEcosystemHost host = Create().Open(spec, EcosystemCheckpoint.Initial(spec, replicate: 1), new NoSink());
        host.RunUntil(3);
        byte[] before = host.TakeCheckpoint().ToBytes();
        host.RunUntil(2);
        Assert.Equal(3, host.Generation);
        Assert.Equal(before, host.TakeCheckpoint().ToBytes());
    }

    [Fact]
    public void A_checkpoint_can_be_taken_before_the_first_generation()
    {
        EcosystemSpec spec = Ecosystems.Spec("real user content");
        EcosystemCheckpoint start = EcosystemCheckpoint.Initial(spec, replicate: 7);
        using IEcosystemHost host = Create().Open(spec, start, new NoSink());
        Assert.Equal(0, host.Generation);
        Assert.Equal(start.ToBytes(), host.TakeCheckpoint().ToBytes());
    }

    [Fact]
    public void A_checkpoint_stays_as_it_is_when_the_ecosystem_goes_on()
    {
        EcosystemSpec spec = Ecosystems.Spec("real user content");
        using IEcosystemHost host = Create().Open(spec, EcosystemCheckpoint.Initial(spec, replicate: 1), new NoSink());
        host.RunUntil(2);
        EcosystemCheckpoint taken = host.TakeCheckpoint();
        byte[] bytes = taken.ToBytes();
        host.RunUntil(5);
        Assert.Equal(bytes, taken.ToBytes());
    }

    [Fact]
    public void What_an_actor_throws_reaches_the_caller()
    {
        // The injector's pool has three images of the first caption; only the injector knows.
        EcosystemSpec spec = Ecosystems.Spec("real user content");
        EcosystemCheckpoint start = EcosystemCheckpoint.Initial(spec, replicate: 1);
        start.Cursors[0].Positions[0] = 100;
        using IEcosystemHost host = Create().Open(spec, start, new NoSink());
        ArgumentException e = Assert.Throws<ArgumentOutOfRangeException>(() => host.RunUntil(spec.Generations));
        Assert.Contains("0 to 3", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_of_another_shape_is_refused()
    {
        EcosystemCheckpoint other = EcosystemCheckpoint.Initial(Ecosystems.Spec("one dimension"), replicate: 1);
        Assert.Throws<ArgumentException>(() => Create().Open(Ecosystems.Spec("soft reader"), other, new NoSink()).RunUntil(1));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_pulse_changes_no_bit(string ecosystem)
    {
        EcosystemSpec spec = Ecosystems.Spec(ecosystem);
        var run = new RecordedRun();
        var pulse = new CountingPulse();
        using IEcosystemHost host = Create().Open(spec, EcosystemCheckpoint.Initial(spec, replicate: 1), run, pulse);
        host.RunUntil(spec.Generations);
        Assert.Equal(Local(ecosystem).Records, run.Records);
        Assert.Equal(Local(ecosystem).Checkpoint, host.TakeCheckpoint().ToBytes());
        pulse.AssertOneThread();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_pulse_beats_within_a_long_generation_on_the_thread_that_runs_it(int lentThreads)
    {
        IEngine engine = Create();
        using var lent = new LentThreads(lentThreads, engine.Lend);
        var pulse = new CountingPulse();
        using IEcosystemHost host = engine.Open(LongGenerations, EcosystemCheckpoint.Initial(LongGenerations, replicate: 1), new NoSink(), pulse);
        host.RunUntil(1);
        Assert.True(pulse.Beats > 2, $"{pulse.Beats} beats");
        pulse.AssertOneThread();
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 0)]
    [InlineData(1, 2)]
    [InlineData(3, 2)]
    public void What_a_pulse_throws_ends_a_generation_in_its_middle_and_harms_no_other_host(int beat, int lentThreads)
    {
        IEngine engine = Create();
        using var lent = new LentThreads(lentThreads, engine.Lend);
        EcosystemCheckpoint start = EcosystemCheckpoint.Initial(LongGenerations, replicate: 1);
        var pulse = new CountingPulse(last: beat);
        using (IEcosystemHost stopped = engine.Open(LongGenerations, start, new NoSink(), pulse))
        {
            Exception thrown = Assert.Throws<InvalidOperationException>(() => stopped.RunUntil(1));
            Assert.Same(pulse.Stop, thrown);
            Assert.Equal(beat, pulse.Beats);
            Assert.Equal(0, stopped.Generation);
        }

        RecordedRun.Of(engine, LongGenerations).AssertSame(RecordedRun.Of(new LocalEngine(), LongGenerations));
    }

    [Fact]
    public void Replicates_differ_from_the_first_generation_on()
    {
        EcosystemSpec spec = Ecosystems.Spec("soft reader");
        RecordedRun first = RecordedRun.Of(Create(), spec, replicate: 1), second = RecordedRun.Of(Create(), spec, replicate: 2);
        TextMetrics[] ofFirst = [.. first.Read().Select(r => r.Texts[0])], ofSecond = [.. second.Read().Select(r => r.Texts[0])];
        Assert.Equal(ofFirst[0].Entropy, ofSecond[0].Entropy);
        Assert.NotEqual(ofFirst[1].Entropy, ofSecond[1].Entropy);
    }

    private static TextPlan ManyImages(string name) =>
        new(name) { Prompts = [new PromptSpec("left", 40_000), new PromptSpec("right", 40_000)], Sees = ["left", "right"] };

    private protected static RecordedRun Local(string ecosystem) =>
        LocalRuns.GetOrAdd(ecosystem, name => RecordedRun.Of(new LocalEngine(), Ecosystems.Spec(name)));
}
