using CoEvolve.Actors;

namespace CoEvolve.Engines;

/// <summary>A way to run ecosystems: where actors live and how messages reach them. All engines give the same bits.</summary>
public interface IEngine
{
    /// <summary>Brings an ecosystem to life.</summary>
    /// <param name="spec">What is fixed.</param>
    /// <param name="checkpoint">Where it stands.</param>
    /// <param name="sink">Gets what is recorded, one generation after the other.</param>
    /// <param name="pulse">Hears that the ecosystem is being computed; null if nobody needs to know.</param>
    /// <remarks>A pulse changes no result.</remarks>
    IEcosystemHost Open(EcosystemSpec spec, EcosystemCheckpoint checkpoint, IRecordSink sink, IPulse? pulse = null);

    /// <summary>Lends the calling thread to whatever ecosystem of this engine could use one. Returns when it is called back.</summary>
    /// <param name="recall">Cancelled when the thread is wanted back.</param>
    /// <remarks>Changes no result. An engine that has no use for a thread lets it wait, as is done here.</remarks>
    void Lend(CancellationToken recall) => recall.WaitHandle.WaitOne();
}
