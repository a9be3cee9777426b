using CoEvolve.Actors;
using CoEvolve.Engines;

namespace CoEvolve.Benchmarks;

/// <summary>Replicates of one ecosystem on the local engine, run one after the other by one thread.</summary>
/// <remarks>As many as make a run long enough to be timed once.</remarks>
internal sealed class Ensemble
{
    private readonly LocalEngine _engine = new();
    private readonly NoSink _sink = new();
    private readonly EcosystemSpec _spec;
    private readonly IEcosystemHost[] _hosts;

    /// <summary>Opens the replicates at generation 0.</summary>
    public Ensemble(EcosystemSpec spec, int replicates)
    {
        _spec = spec;
        _hosts = new IEcosystemHost[replicates];
        Reopen();
    }

    /// <summary>Begins anew at generation 0.</summary>
    public void Reopen()
    {
        for (int i = 0; i < _hosts.Length; i++)
            _hosts[i] = _engine.Open(_spec, EcosystemCheckpoint.Initial(_spec, i + 1), _sink);
    }

    /// <summary>Takes every replicate so many generations further.</summary>
    public void Run(int generations)
    {
        foreach (IEcosystemHost host in _hosts)
            host.RunUntil(host.Generation + generations);
    }
}
