using CoEvolve.Actors;
using CoEvolve.Actors.Tests;

namespace CoEvolve.Engines.Tests;

public sealed class LocalEngineTests : EngineContract
{
    protected override IEngine Create() => new LocalEngine();

    [Fact]
    public void A_thread_that_is_lent_helps_with_what_actors_divide()
    {
        var engine = new LocalEngine();
        EcosystemSpec spec = Ecosystems.Spec("soft reader");
        using IEcosystemHost host = engine.Open(spec, EcosystemCheckpoint.Initial(spec, replicate: 1), new NoSink());
        using var lent = new LentThreads(1, engine.Lend);
        Tally.DivideUntilHelped(((IActorContext)host).Divide);
    }
}
