using CoEvolve.Core;
using CoEvolve.Engines;

namespace CoEvolve.Actors.Tests;

/// <summary>What is recorded, and that recording changes nothing.</summary>
public sealed class RecordingTests
{
    private const int Last = 12;

    public static TheoryData<int, bool, int[]> Recordings => new()
    {
        { 0, false, [] }, { 1, false, [] }, { 1, true, [] }, { 10, true, [0, 5, Last] }, { 0, false, [3] }, { 5, true, [100] },
    };

    [Theory]
    [MemberData(nameof(Recordings))]
    public void Recording_never_changes_the_state(int every, bool captions, int[] snapshots)
    {
        RecordedRun nothing = Run(new RecordingSpec(every: 0, captions: false, snapshots: []));
        RecordedRun run = Run(new RecordingSpec(every, captions, snapshots));
        Assert.Equal(nothing.Checkpoint, run.Checkpoint);
    }

    [Theory]
    [InlineData(0, new[] { 0, 12 })]
    [InlineData(1, new[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 })]
    [InlineData(5, new[] { 0, 5, 10, 12 })]
    [InlineData(10, new[] { 0, 10, 12 })]
    [InlineData(100, new[] { 0, 12 })]
    public void Generation_0_and_the_last_are_always_recorded_and_between_them_every_so_many(int every, int[] expected) =>
        Assert.Equal(expected, Run(new RecordingSpec(every, captions: false, snapshots: [])).Generations);

    [Fact]
    public void An_ecosystem_of_no_generations_records_its_only_state_once()
    {
        EcosystemPlan plan = Plan with { Generations = 0, Recording = new RecordingSpec(1, captions: true, snapshots: [0]) };
        GenerationRecord record = Assert.Single(RecordedRun.Of(new LocalEngine(), plan.ToSpec()).Read());
        Assert.Equal(0, record.Generation);
        Assert.Equal(2, record.Snapshots.Count);
        Assert.Null(record.Texts[0].ReaderResolution);
    }

    [Fact]
    public void Sparse_records_are_those_of_the_dense_run()
    {
        RecordedRun dense = Run(new RecordingSpec(every: 1, captions: true, snapshots: []));
        RecordedRun sparse = Run(new RecordingSpec(every: 5, captions: true, snapshots: []));
        for (int i = 0; i < sparse.Records.Count; i++)
            Assert.Equal(dense.Records[sparse.Generations[i]], sparse.Records[i]);
    }

    [Fact]
    public void Captions_are_there_if_they_are_asked_for_and_agree_with_their_models()
    {
        Assert.All(Run(new RecordingSpec(every: 1, captions: false, snapshots: [])).Read(), record => Assert.False(record.HasCaptions));
        foreach (GenerationRecord record in Run(new RecordingSpec(every: 1, captions: true, snapshots: [])).Read())
        {
            Assert.True(record.HasCaptions);
            Assert.Equal(1, record.Captions[0].Sum(caption => caption.Share), 1e-12);
            Assert.Equal(record.Images[0].Diversity, record.Captions[0].Sum(caption => caption.Share * caption.Diversity), 1e-12);
            Assert.Equal(record.Texts[0].GiniSimpson, 1 - record.Captions[0].Sum(caption => caption.Share * caption.Share), 1e-12);
        }
    }

    [Fact]
    public void A_snapshot_is_the_state_of_its_generation_with_or_without_metrics()
    {
        EcosystemSpec spec = (Plan with { Recording = new RecordingSpec(every: 0, captions: false, snapshots: [0, 3, 7, Last]) }).ToSpec();
        GenerationRecord[] records = [.. RecordedRun.Of(new LocalEngine(), spec).Read()];
        Assert.Equal([0, 3, 7, Last], records.Select(record => record.Generation));
        Assert.Equal([true, false, false, true], records.Select(record => record.HasMetrics));
        foreach (GenerationRecord record in records)
        {
            EcosystemCheckpoint at = StateAt(spec, record.Generation);
            Assert.Equal([ModelSnapshot.Of(at.Texts[0]), ModelSnapshot.Of(at.Images[0].Gaussians)], record.Snapshots);
            Assert.Equal(at.Texts[0], ModelSnapshot.ReadShares(record.Snapshots[0]));
            Assert.Equal(at.Images[0].Gaussians.Factors, ModelSnapshot.ReadGaussians(record.Snapshots[1]).Factors);
        }
    }

    [Fact]
    public void Metrics_are_those_of_the_state_of_their_generation()
    {
        EcosystemSpec spec = (Plan with { Recording = new RecordingSpec(every: 4, captions: false, snapshots: []) }).ToSpec();
        foreach (GenerationRecord record in RecordedRun.Of(new LocalEngine(), spec).Read())
        {
            double[] shares = StateAt(spec, record.Generation).Texts[0];
            Assert.Equal(TextMeasures.Measure(shares, spec.InitialShares, 20, record.Texts[0].ReaderResolution), record.Texts[0]);
        }
    }

    [Fact]
    public void The_reader_resolution_is_that_of_the_step_from_its_generation_and_the_last_has_none()
    {
        var resolutions = new Dictionary<int, double?>();
        var engine = new TappedEngine((_, message) =>
        {
            if (message is TextModelRetrained retrained)
                resolutions[message.Generation] = retrained.ReaderResolution;
            return message;
        });
        EcosystemSpec spec = (Plan with { Recording = new RecordingSpec(every: 1, captions: false, snapshots: []) }).ToSpec();
        GenerationRecord[] records = [.. RecordedRun.Of(engine, spec).Read()];
        Assert.Equal(Last, resolutions.Values.Distinct().Count());
        for (int t = 0; t < Last; t++)
        {
            Assert.NotNull(resolutions[t]);
            Assert.Equal(resolutions[t], records[t].Texts[0].ReaderResolution);
        }

        Assert.Null(records[Last].Texts[0].ReaderResolution);
    }

    [Fact]
    public void A_frozen_text_model_has_no_reader_resolution()
    {
        IEnumerable<GenerationRecord> records = RecordedRun.Of(new LocalEngine(), Ecosystems.Spec("frozen text")).Read();
        Assert.All(records, record => Assert.Null(record.Texts[0].ReaderResolution));
    }

    [Fact]
    public void Collapse_times_do_not_depend_on_recording_and_are_the_first_generation_under_the_threshold()
    {
        EcosystemPlan plan = Plan with
        {
            Generations = 300,
            Texts = [new TextPlan { Prompts = [new PromptSpec("image", 12)], Reader = ReaderKind.Perfect }],
            Recording = new RecordingSpec(every: 1, captions: false, snapshots: []),
        };
        RecordedRun dense = RecordedRun.Of(new LocalEngine(), plan.ToSpec());
        EcosystemPlan seldom = plan with { Recording = new RecordingSpec(every: 0, captions: false, snapshots: []) };
        RecordedRun sparse = RecordedRun.Of(new LocalEngine(), seldom.ToSpec(), [7, 150]);
        GenerationRecord[] records = [.. dense.Read()];
        int text = Array.FindIndex(records, r => r.Texts[0].GiniSimpson < CollapseTimes.Threshold * records[0].Texts[0].GiniSimpson);
        int image = Array.FindIndex(records, r => r.Images[0].Diversity < CollapseTimes.Threshold);
        Assert.True(text > 0 && image > 0 && text != image);
        Assert.Equal(new CollapseTimes(text, image), dense.End.Collapse);
        Assert.Equal(new CollapseTimes(text, image), sparse.End.Collapse);
    }

    [Fact]
    public void What_never_collapsed_and_what_started_at_nothing_have_no_collapse_time()
    {
        Assert.Equal(default, RecordedRun.Of(new LocalEngine(), Ecosystems.Spec("both frozen")).End.Collapse);
        Assert.Null(RecordedRun.Of(new LocalEngine(), Ecosystems.Spec("one caption")).End.Collapse.Text);
    }

    private static EcosystemPlan Plan => new() { Generations = Last };

    private static RecordedRun Run(RecordingSpec recording) =>
        RecordedRun.Of(new LocalEngine(), (Ecosystems.Plan("real user content") with { Generations = Last, Recording = recording }).ToSpec());

    private static EcosystemCheckpoint StateAt(EcosystemSpec spec, int generation)
    {
        using IEcosystemHost host = new LocalEngine().Open(spec, EcosystemCheckpoint.Initial(spec, replicate: 1), new NoSink());
        host.RunUntil(generation);
        return host.TakeCheckpoint();
    }
}
