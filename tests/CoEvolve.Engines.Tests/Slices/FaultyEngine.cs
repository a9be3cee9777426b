using CoEvolve.Actors;

namespace CoEvolve.Engines.Tests;

/// <summary>The local engine, with something that happens before a host runs on: a test's chance to throw or to cancel.</summary>
/// <param name="before">Gets the replicate and the generation that the host stands at.</param>
internal sealed class FaultyEngine(Action<int, int> before) : IEngine
{
    public IEcosystemHost Open(EcosystemSpec spec, EcosystemCheckpoint checkpoint, IRecordSink sink, IPulse? pulse = null) =>
        new Host(new LocalEngine().Open(spec, checkpoint, sink, pulse), checkpoint.Replicate, before);

    private sealed class Host(IEcosystemHost inner, int replicate, Action<int, int> before) : IEcosystemHost
    {
        public int Generation => inner.Generation;

        public HaltReason Halt => inner.Halt;

        public void Apply(PendingCommand command) => inner.Apply(command);

        public void RunUntil(int generation)
        {
            before(replicate, Generation);
            inner.RunUntil(generation);
        }

        public EcosystemCheckpoint TakeCheckpoint() => inner.TakeCheckpoint();

        public void Dispose() => inner.Dispose();
    }
}
