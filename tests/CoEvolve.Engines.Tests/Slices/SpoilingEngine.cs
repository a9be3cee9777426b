using CoEvolve.Actors;

namespace CoEvolve.Engines.Tests;

/// <summary>The local engine, with something done to a record before its receiver gets it.</summary>
/// <param name="spoil">Gets the replicate and the record.</param>
internal sealed class SpoilingEngine(Action<int, GenerationRecord> spoil) : IEngine
{
    public IEcosystemHost Open(EcosystemSpec spec, EcosystemCheckpoint checkpoint, IRecordSink sink, IPulse? pulse = null) =>
        new LocalEngine().Open(spec, checkpoint, new Sink(sink, checkpoint.Replicate, spoil), pulse);

    private sealed class Sink(IRecordSink inner, int replicate, Action<int, GenerationRecord> spoil) : IRecordSink
    {
        public void Take(GenerationRecord record)
        {
            spoil(replicate, record);
            inner.Take(record);
        }

        public void Take(AppliedCommand command) => inner.Take(command);
    }
}
