namespace CoEvolve.Engines.Tests;

/// <summary>
/// A store that hands out several ecosystems at a time, takes claims back, and gets new work while a run lasts: all that a shared
/// database does, at moments that a test chooses.
/// </summary>
internal sealed class BatchStore : ISharedRunStore
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, ClaimedEcosystem> _waiting = [];
    private readonly SemaphoreSlim _changed = new(0);

    /// <summary>Called with each claim and each touch of it; may throw <see cref="ClaimLostException"/>.</summary>
    public Action<IClaim> Touching { get; init; } = _ => { };

    /// <summary>Says of a claim whether it is recalled.</summary>
    public Func<IClaim, bool> Recalling { get; init; } = _ => false;

    /// <summary>Called with what is about to be stored; may throw.</summary>
    public Action<IReadOnlyList<SliceCommit>> Committing { get; init; } = _ => { };

    /// <summary>Called after something was stored, with the number of ecosystems that are done.</summary>
    public Action<int> Committed { get; set; } = _ => { };

    /// <summary>Sizes that were asked for.</summary>
    public List<int> Asked { get; } = [];

    /// <summary>What was stored together, in order.</summary>
    public List<IReadOnlyList<SliceCommit>> Commits { get; } = [];

    /// <summary>Ecosystems in claims.</summary>
    public int InHands { get; private set; }

    /// <summary>Brings ecosystems of the first point, and tells.</summary>
    public void Bring(int from, int count, int? mostGenerations = null)
    {
        lock (_gate)
        {
            for (int i = from; i < from + count; i++)
                _waiting.Add(i, new ClaimedEcosystem(i, 1, 0, i, 0, null) { MostGenerations = mostGenerations });
        }

        _changed.Release();
    }

    public IClaim? Claim(int most, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            Asked.Add(most);
            List<ClaimedEcosystem> taken = [.. _waiting.Values.Take(most)];
            foreach (ClaimedEcosystem ecosystem in taken)
                _waiting.Remove(ecosystem.Id);
            InHands += taken.Count;
            return taken.Count > 0 ? new Batch(this, taken) : null;
        }
    }

    public void AwaitChange(CancellationToken cancellation)
    {
        try
        {
            _changed.Wait(cancellation);
        }
        catch (OperationCanceledException)
        {
            // As a store does it.
        }
    }

    public bool AwaitCommands(CancellationToken cancellation) => false;

    public void Flush()
    {
    }

    public void Dispose() => _changed.Dispose();

    private sealed class Batch(BatchStore store, List<ClaimedEcosystem> taken) : IClaim
    {
        private bool _over;

        public IReadOnlyList<ClaimedEcosystem> Ecosystems => taken;

        public bool IsRecalled => store.Recalling(this);

        public void Touch() => store.Touching(this);

        public void Commit(IReadOnlyList<SliceCommit> slices)
        {
            store.Committing(slices);
            int done;
            lock (store._gate)
            {
                store.Commits.Add(slices);
                Return(slices.ToDictionary(slice => slice.EcosystemId));
                done = store.Commits.SelectMany(together => together).Count(slice => slice.Status != EcosystemStatus.Running);
            }

            store.Committed(done);
        }

        public void Dispose()
        {
            lock (store._gate)
                Return([]);
        }

        private void Return(Dictionary<long, SliceCommit> slices)
        {
            if (_over)
                return;
            _over = true;
            store.InHands -= taken.Count;
            foreach (ClaimedEcosystem ecosystem in taken)
            {
                if (!slices.TryGetValue(ecosystem.Id, out SliceCommit? slice))
                    store._waiting.Add(ecosystem.Id, ecosystem);
                else if (slice.Status == EcosystemStatus.Running)
                    store._waiting.Add(ecosystem.Id, ecosystem with { Generation = slice.Generation, Checkpoint = slice.Checkpoint });
            }
        }
    }
}
