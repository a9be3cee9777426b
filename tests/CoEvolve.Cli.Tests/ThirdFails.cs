using CoEvolve.Actors;
using CoEvolve.Engines;

namespace CoEvolve.Cli.Tests;

/// <summary>The local engine, but the third replicate of each point throws.</summary>
/// <param name="failure">What it throws; null for an error of the ecosystem's own.</param>
internal sealed class ThirdFails(Exception? failure = null) : IEngine
{
    private readonly LocalEngine _engine = new();

    public IEcosystemHost Open(EcosystemSpec spec, EcosystemCheckpoint checkpoint, IRecordSink sink, IPulse? pulse = null) =>
        checkpoint.Replicate == 3 ? throw failure ?? new InvalidOperationException("the third fails") : _engine.Open(spec, checkpoint, sink, pulse);
}
