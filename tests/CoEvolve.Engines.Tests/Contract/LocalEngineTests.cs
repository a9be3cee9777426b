namespace CoEvolve.Engines.Tests;

public sealed class LocalEngineTests : EngineContract
{
    protected override IEngine Create() => new LocalEngine();
}
