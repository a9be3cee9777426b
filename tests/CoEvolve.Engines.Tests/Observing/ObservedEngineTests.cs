using System.Collections.Concurrent;
using CoEvolve.Actors;
using CoEvolve.Actors.Tests;

namespace CoEvolve.Engines.Tests;

public sealed class ObservedEngineTests
{
    private static readonly RecordingSpec Sparse = new(every: 3, captions: false, snapshots: [2, 6]);

    [Fact]
    public void Watching_changes_nothing_that_is_stored()
    {
        EcosystemSpec SparseSpec(int point) => (Experiment.Plan(point) with { Recording = Sparse }).ToSpec();
        foreach (TimeSpan slice in (TimeSpan[])[Experiment.LongTime, Experiment.NoTime])
        {
            MemoryRunStore alone = Experiment.NewStore(), watched = Experiment.NewStore();
            Experiment.Runner(alone, slice, specOf: SparseSpec).Run(CancellationToken.None);
            Experiment.Runner(watched, slice, parallel: 2, new ObservedEngine(new LocalEngine(), (_, _) => new Watcher()), SparseSpec).Run(CancellationToken.None);
            Assert.Equal(Experiment.Lines(alone), Experiment.Lines(watched));
        }
    }

    [Fact]
    public void The_pulse_is_that_of_the_engine_within()
    {
        EcosystemSpec spec = (Experiment.Plan(0) with { Generations = 1000 }).ToSpec();
        var pulse = new CountingPulse();
        var engine = new ObservedEngine(new LocalEngine(), (_, _) => new Watcher());
        using IEcosystemHost host = engine.Open(spec, EcosystemCheckpoint.Initial(spec, replicate: 1), new NoSink(), pulse);
        host.RunUntil(1000);
        Assert.True(pulse.Beats > 0);
    }

    [Fact]
    public void The_observer_sees_every_generation_whole_also_across_slices()
    {
        var watchers = new ConcurrentDictionary<(ulong Corpus, int Replicate), Watcher>();
        EcosystemSpec[] specs = [.. Enumerable.Range(0, Experiment.Points).Select(p => (Experiment.Plan(p) with { Recording = Sparse }).ToSpec())];
        var engine = new ObservedEngine(
            new LocalEngine(),
            (spec, checkpoint) => watchers.GetOrAdd(((ulong)Array.IndexOf(specs, spec), checkpoint.Replicate), _ => new Watcher()));
        Experiment.Runner(Experiment.NewStore(), Experiment.NoTime, engine: engine, specOf: p => specs[p]).Run(CancellationToken.None);

        Assert.Equal(Experiment.Ecosystems, watchers.Count);
        MemoryRunStore whole = Experiment.Run(Experiment.LongTime);
        foreach (((ulong point, int replicate), Watcher watcher) in watchers)
        {
            SliceRows rows = whole.Of(((long)point * Experiment.Replicates) + replicate).Single().Rows;
            Assert.Equal(rows.Texts.Select(r => (r.Generation, r.Metrics)), watcher.Texts.Select(t => (t.Key, t.Value)));
        }
    }

    private sealed class Watcher : IRecordSink
    {
        public SortedDictionary<int, Core.TextMetrics> Texts { get; } = [];

        public void Take(GenerationRecord record)
        {
            Assert.True(record.HasMetrics && record.HasCaptions);
            if (!Texts.TryAdd(record.Generation, record.Texts[0]))
                Assert.Equal(Texts[record.Generation], record.Texts[0]);
        }
    }
}
