using CoEvolve.Actors;

namespace CoEvolve.Engines.Tests;

/// <summary>
/// The local engine, but that no generation begins before a lent thread has helped: an ecosystem alone in a run gets on only
/// if the run lends it an idle worker.
/// </summary>
internal sealed class NeedyEngine : IEngine
{
    private readonly WorkCrew _crew = new(most: 1);
    private readonly FaultyEngine _inner;

    public NeedyEngine() => _inner = new FaultyEngine((_, _) => Tally.DivideUntilHelped((work, parts) => _crew.Divide(work, parts)));

    public IEcosystemHost Open(EcosystemSpec spec, EcosystemCheckpoint checkpoint, IRecordSink sink, IPulse? pulse = null) => _inner.Open(spec, checkpoint, sink, pulse);

    public void Lend(CancellationToken recall) => _crew.Lend(recall);
}
