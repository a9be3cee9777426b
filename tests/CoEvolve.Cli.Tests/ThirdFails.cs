using CoEvolve.Actors;
using CoEvolve.Engines;

namespace CoEvolve.Cli.Tests;

/// <summary>The local engine, but the third replicate of each point throws.</summary>
internal sealed class ThirdFails : IEngine
{
    private readonly LocalEngine _engine = new();

    public IEcosystemHost Open(EcosystemSpec spec, EcosystemCheckpoint checkpoint, IRecordSink sink, IPulse? pulse = null) =>
        checkpoint.Replicate == 3 ? throw new InvalidOperationException("the third fails") : _engine.Open(spec, checkpoint, sink, pulse);
}
