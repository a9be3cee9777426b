namespace CoEvolve.Engines.Tests;

/// <summary>
/// A run store in memory. It stands in for the real ones where a test must see every commit, or make the store fail at a
/// chosen moment; that the runner and a real store get on is tested with the real store.
/// </summary>
internal sealed class MemoryRunStore : IRunStore
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, ClaimedEcosystem> _waiting = [];
    private readonly Dictionary<long, ClaimedEcosystem> _inHands = [];
    private readonly List<SliceCommit> _commits = [];

    public MemoryRunStore(int points, int replicates)
    {
        for (int i = 0; i < points * replicates; i++)
            _waiting.Add(i + 1, new ClaimedEcosystem(i + 1, 1, i / replicates, (i % replicates) + 1, 0, null));
    }

    /// <summary>Called with each slice before it is taken, under no lock; what it throws is the store's failure.</summary>
    public Action<SliceCommit> Committing { get; init; } = _ => { };

    /// <summary>Called before every claim.</summary>
    public Action Claiming { get; init; } = () => { };

    /// <summary>All slices, in the order in which they were taken.</summary>
    public IReadOnlyList<SliceCommit> Commits => _commits;

    public bool Flushed { get; private set; }

    public int InHands => _inHands.Count;

    /// <summary>The slices of one ecosystem.</summary>
    public IEnumerable<SliceCommit> Of(long ecosystem) => _commits.Where(commit => commit.EcosystemId == ecosystem);

    public IClaim? Claim(int most, CancellationToken cancellation = default)
    {
        Claiming();
        lock (_gate)
        {
            if (_waiting.Count == 0)
                return null;
            ClaimedEcosystem ecosystem = _waiting.Values.First();
            _waiting.Remove(ecosystem.Id);
            _inHands.Add(ecosystem.Id, ecosystem);
            return new ClaimOfOne(ecosystem, Commit, Release);
        }
    }

    private void Commit(SliceCommit commit)
    {
        Committing(commit);
        lock (_gate)
        {
            if (!_inHands.Remove(commit.EcosystemId, out ClaimedEcosystem? held) || held.Generation != commit.ExpectedGeneration)
                throw new InvalidOperationException($"Ecosystem {commit.EcosystemId} is in nobody's hands, or at another generation.");
            _commits.Add(commit);
            if (commit.Status == EcosystemStatus.Running)
                _waiting.Add(held.Id, held with { Generation = commit.Generation, Checkpoint = commit.Checkpoint });
        }
    }

    private void Release(ClaimedEcosystem ecosystem)
    {
        lock (_gate)
        {
            _inHands.Remove(ecosystem.Id);
            _waiting.Add(ecosystem.Id, ecosystem);
        }
    }

    public bool AwaitCommands(CancellationToken cancellation) => false;

    public void Flush() => Flushed = true;

    public void Dispose()
    {
    }
}
