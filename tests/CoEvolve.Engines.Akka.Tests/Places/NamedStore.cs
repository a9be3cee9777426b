using System.Collections.Concurrent;

namespace CoEvolve.Engines.Akka.Tests;

/// <summary>A store in memory that hands out ecosystems by name, at moments and with errors that a test chooses. It stands in for a database where one could not be made to fail so.</summary>
internal sealed class NamedStore : INamedRunStore
{
    private readonly ConcurrentDictionary<EcosystemKey, byte> _held = new();

    /// <summary>Called before something is claimed; may wait or throw.</summary>
    public Action<EcosystemKey> Claiming { get; set; } = _ => { };

    /// <summary>Called with each touch; may throw.</summary>
    public Action Touching { get; set; } = () => { };

    /// <summary>What was stored, in order.</summary>
    public ConcurrentQueue<SliceCommit> Commits { get; } = new();

    /// <summary>What is claimed.</summary>
    public IEnumerable<EcosystemKey> Held => _held.Keys;

    public NamedClaim Claim(EcosystemKey ecosystem, CancellationToken cancellation = default)
    {
        Claiming(ecosystem);
        return _held.TryAdd(ecosystem, 0) ? new NamedClaim(new Claimed(this, ecosystem)) : new NamedClaim(null, NoClaim.Held);
    }

    public IReadOnlyList<EcosystemKey> FindWork(int most, CancellationToken cancellation = default) => [];

    public IReadOnlyList<EcosystemCommands> FindCommands(int most, CancellationToken cancellation = default) => [];

    public IDisposable? TryLock(string name) => null;

    public IClaim? Claim(int most, CancellationToken cancellation = default) => null;

    public bool AwaitCommands(CancellationToken cancellation) => false;

    public void AwaitChange(CancellationToken cancellation) => cancellation.WaitHandle.WaitOne();

    public void Flush()
    {
    }

    public void Dispose()
    {
    }

    private sealed class Claimed(NamedStore store, EcosystemKey key) : IClaim
    {
        public IReadOnlyList<ClaimedEcosystem> Ecosystems { get; } = [new ClaimedEcosystem(key.Ecosystem, key.Experiment, 0, 1, 0, null)];

        public bool IsRecalled => false;

        public void Touch() => store.Touching();

        public void Commit(IReadOnlyList<SliceCommit> slices) => store.Commits.Enqueue(Assert.Single(slices));

        public void Dispose() => store._held.TryRemove(key, out _);
    }
}
