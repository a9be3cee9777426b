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

    /// <summary>Runs an ecosystem to its end, and gives it commands on the way, as somebody outside would.</summary>
    /// <param name="commands">By rising generation.</param>
    /// <param name="reopen">Whether it goes on from its checkpoint's bytes on a new host after each command.</param>
    public static RecordedRun Of(IEngine engine, EcosystemSpec spec, IReadOnlyList<(int At, SteeringCommand Command)> commands, bool reopen, int replicate = 1)
    {
        var run = new RecordedRun();
        IEcosystemHost host = engine.Open(spec, EcosystemCheckpoint.Initial(spec, replicate), run);
        foreach ((int at, SteeringCommand command) in commands)
        {
            host.RunUntil(at);
            host.Apply(new PendingCommand(1 + run.Commands.Count, command));
            if (!reopen)
                continue;
            byte[] bytes = host.TakeCheckpoint().ToBytes();
            host.Dispose();
            host = engine.Open(spec, EcosystemCheckpoint.FromBytes(bytes), run);
        }

        host.RunUntil(spec.Generations);
        run.Checkpoint = host.TakeCheckpoint().ToBytes();
        host.Dispose();
        return run;
    }

    /// <summary>Commands that took effect.</summary>
    public List<AppliedCommand> Commands { get; } = [];

    public void Take(AppliedCommand command) => Commands.Add(command);

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

    /// <summary>The same, but for what the checkpoint says of commands.</summary>
    public void AssertSameResults(RecordedRun other)
    {
        Assert.Equal(Generations, other.Generations);
        for (int i = 0; i < _records.Count; i++)
            Assert.True(_records[i].AsSpan().SequenceEqual(other._records[i]), $"The records of generation {Generations[i]} differ.");
        Assert.True(Unsteered(End).AsSpan().SequenceEqual(Unsteered(other.End)), "The final states differ.");
    }

    /// <summary>The run, which ended at this state.</summary>
    public RecordedRun With(EcosystemCheckpoint end)
    {
        Checkpoint = end.ToBytes();
        return this;
    }

    /// <summary>A checkpoint without what it says of commands.</summary>
    public static byte[] Unsteered(EcosystemCheckpoint end) =>
        new EcosystemCheckpoint(end.Replicate, end.Generation, end.Texts, end.Images, end.Cursors, end.Collapse).ToBytes();

    /// <summary>The records as they were taken.</summary>
    public IEnumerable<GenerationRecord> Read() => _records.Select(bytes => ((GenerationRecorded)MessageCodec.FromBytes(bytes)).Record);
}
