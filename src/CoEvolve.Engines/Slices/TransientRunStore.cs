namespace CoEvolve.Engines;

/// <summary>
/// Hands out ecosystems like any store and keeps nothing of what they record: for runs that are watched (see
/// <see cref="ObservedEngine"/>) and not stored. Thread-safe.
/// </summary>
public sealed class TransientRunStore : IRunStore
{
    private readonly Lock _gate = new();
    private readonly int _replicates;
    private readonly long _ecosystems;
    private readonly Queue<ClaimedEcosystem> _underWay = new();
    private readonly Dictionary<long, ClaimedEcosystem> _held = [];
    private long _untouched = 1;

    /// <summary>All ecosystems wait.</summary>
    /// <param name="points">1 or more.</param>
    /// <param name="replicates">Per point, 1 or more.</param>
    public TransientRunStore(int points, int replicates)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates, 1);
        _replicates = replicates;
        _ecosystems = (long)points * replicates;
    }

    /// <summary>What failed, by id; empty if nothing did.</summary>
    public SortedDictionary<long, string> Failures { get; } = [];

    /// <summary>Takes up to so many ecosystems; each must be given back by <see cref="Commit"/> or <see cref="Release"/>.</summary>
    public IReadOnlyList<ClaimedEcosystem> Claim(int most)
    {
        lock (_gate)
        {
            var claims = new List<ClaimedEcosystem>();
            while (claims.Count < most && (_underWay.Count > 0 || _untouched <= _ecosystems))
            {
                ClaimedEcosystem claim = _underWay.TryDequeue(out ClaimedEcosystem? started) ? started : Untouched(_untouched++);
                _held.Add(claim.Id, claim);
                claims.Add(claim);
            }

            return claims;
        }
    }

    /// <summary>Counts a slice, and gives its ecosystem back.</summary>
    /// <exception cref="StoreException">Nobody holds the ecosystem.</exception>
    public void Commit(SliceCommit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        lock (_gate)
        {
            if (!_held.Remove(commit.EcosystemId, out ClaimedEcosystem? held))
                throw new StoreException($"Ecosystem {commit.EcosystemId} is in nobody's hands.");
            // Nobody could tell one to go on that its scenario has paused: it has ended.
            if (commit.Status == EcosystemStatus.Running)
                _underWay.Enqueue(held with { Generation = commit.Generation, Checkpoint = commit.Checkpoint });
            else if (commit.Status == EcosystemStatus.Failed)
                Failures.Add(commit.EcosystemId, commit.Error ?? "");
        }
    }

    /// <inheritdoc/>
    IClaim? IRunStore.Claim(int most, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        return Claim(1) is [ClaimedEcosystem ecosystem] ? new ClaimOfOne(ecosystem, Commit, Release) : null;
    }

    /// <summary>Gives an ecosystem back as it was taken.</summary>
    public void Release(ClaimedEcosystem ecosystem)
    {
        ArgumentNullException.ThrowIfNull(ecosystem);
        lock (_gate)
        {
            if (_held.Remove(ecosystem.Id))
                _underWay.Enqueue(ecosystem);
        }
    }

    /// <summary>False: nobody can reach it.</summary>
    public bool AwaitCommands(CancellationToken cancellation) => false;

    /// <summary>Does nothing: nothing is stored.</summary>
    public void Flush()
    {
    }

    /// <summary>Does nothing.</summary>
    public void Dispose()
    {
    }

    private ClaimedEcosystem Untouched(long id) =>
        new(id, Experiment: 1, (int)((id - 1) / _replicates), (int)((id - 1) % _replicates) + 1, Generation: 0, Checkpoint: null);
}
