using CoEvolve.Actors;

namespace CoEvolve.Engines;

/// <summary>A way to run ecosystems: where actors live and how messages reach them. All engines give the same bits.</summary>
public interface IEngine
{
    /// <summary>Brings an ecosystem to life.</summary>
    /// <param name="spec">What is fixed.</param>
    /// <param name="checkpoint">Where it stands.</param>
    /// <param name="sink">Gets what is recorded, one generation after the other.</param>
    IEcosystemHost Open(EcosystemSpec spec, EcosystemCheckpoint checkpoint, IRecordSink sink);

    /// <summary>Lends the calling thread to whatever ecosystem of this engine could use one. Returns when it is called back.</summary>
    /// <param name="recall">Cancelled when the thread is wanted back.</param>
    /// <remarks>Changes no result. An engine that has no use for a thread lets it wait, as is done here.</remarks>
    void Lend(CancellationToken recall) => recall.WaitHandle.WaitOne();
}
