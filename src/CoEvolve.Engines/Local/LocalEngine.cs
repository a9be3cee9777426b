using CoEvolve.Actors;

namespace CoEvolve.Engines;

/// <summary>Runs each ecosystem in one mailbox loop on the thread that asks for it. Needs no set-up, and is the fastest.</summary>
public sealed class LocalEngine : IEngine
{
    /// <inheritdoc/>
    public IEcosystemHost Open(EcosystemSpec spec, EcosystemCheckpoint checkpoint, IRecordSink sink) =>
        new MailboxLoop(spec, checkpoint, sink);
}
