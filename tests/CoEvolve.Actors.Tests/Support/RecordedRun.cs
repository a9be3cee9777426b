using CoEvolve.Engines;

namespace CoEvolve.Actors.Tests;

/// <summary>Everything that a run gave, as bytes: equal runs are equal to the last bit.</summary>
internal sealed class RecordedRun : IRecordSink
{
    private readonly List<byte[]> _records = [];

    /// <summary>Generations in the order in which they were recorded.</summary>
    public List<int> Generations { get; } = [];

    public byte[] Checkpoint { get; private set; } = [];

    public IReadOnlyList<byte[]> Records => _records;

    public EcosystemCheckpoint End => EcosystemCheckpoint.FromBytes(Checkpoint);

    /// <summary>Runs an ecosystem from its start to its end in one go.</summary>
    public static RecordedRun Of(IEngine engine, EcosystemSpec spec, int replicate = 1) => Of(engine, spec, [], replicate);

    /// <summary>Runs an ecosystem, stopping at some generations to go on from its checkpoint's bytes on a new host.</summary>
    public static RecordedRun Of(IEngine engine, EcosystemSpec spec, IEnumerable<int> stops, int replicate = 1)
    {
        var run = new RecordedRun();
        EcosystemCheckpoint at = EcosystemCheckpoint.Initial(spec, replicate);
        foreach (int stop in stops.Append(spec.Generations))
        {
            using IEcosystemHost host = engine.Open(spec, at, run);
            host.RunUntil(stop);
            run.Checkpoint = host.TakeCheckpoint().ToBytes();
            at = EcosystemCheckpoint.FromBytes(run.Checkpoint);
        }

        return run;
    }

    public void Take(GenerationRecord record)
    {
        Generations.Add(record.Generation);
        _records.Add(MessageCodec.ToBytes(new GenerationRecorded { Sender = Roster.Coordinator, Generation = record.Generation, Record = record }));
    }

    public void AssertSame(RecordedRun other)
    {
        Assert.Equal(Generations, other.Generations);
        for (int i = 0; i < _records.Count; i++)
            Assert.True(_records[i].AsSpan().SequenceEqual(other._records[i]), $"The records of generation {Generations[i]} differ.");
        Assert.True(Checkpoint.AsSpan().SequenceEqual(other.Checkpoint), "The final checkpoints differ.");
    }

    /// <summary>The records as they were taken.</summary>
    public IEnumerable<GenerationRecord> Read() => _records.Select(bytes => ((GenerationRecorded)MessageCodec.FromBytes(bytes)).Record);
}
