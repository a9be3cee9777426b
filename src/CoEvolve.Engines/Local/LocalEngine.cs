using CoEvolve.Actors;

namespace CoEvolve.Engines;

/// <summary>
/// Runs each ecosystem in one mailbox loop on the thread that asks for it; threads that are lent help with whatever work the
/// actors divide. Needs no set-up, and is the fastest.
/// </summary>
public sealed class LocalEngine : IEngine
{
    private readonly WorkCrew _crew = new(Math.Max(1, Environment.ProcessorCount - 1));

    /// <inheritdoc/>
    public IEcosystemHost Open(EcosystemSpec spec, EcosystemCheckpoint checkpoint, IRecordSink sink, IPulse? pulse = null) =>
        new MailboxLoop(spec, checkpoint, sink, _crew, pulse);

    /// <inheritdoc/>
    public void Lend(CancellationToken recall) => _crew.Lend(recall);
}
