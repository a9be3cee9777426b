using CoEvolve.Engines.Tests;

namespace CoEvolve.Engines.Akka.Tests;

public sealed class AkkaEngineTests : EngineContract, IDisposable
{
    private readonly AkkaEngine _engine = new();

    public void Dispose() => _engine.Dispose();

    protected override IEngine Create() => _engine;
}
