using System.Collections;
using System.Globalization;
using CoEvolve.Engines;

namespace CoEvolve.Store;

/// <summary>
/// Who may advance what: kept in memory, so that a claim never waits for the file. An ecosystem that nobody has touched
/// costs one bit; one that is under way costs its checkpoint. Thread-safe.
/// </summary>
internal sealed class EcosystemClaims
{
    private readonly Lock _gate = new();
    private readonly long _experiment;
    private readonly int _replicates;
    private readonly BitArray _untouched;
    private readonly PriorityQueue<ClaimedEcosystem, long> _underWay = new();
    private readonly Dictionary<long, ClaimedEcosystem> _held = [];
    private int _next;
    private int _unfinished;

    /// <summary>All of <paramref name="ecosystems"/> of an experiment wait for their first slice.</summary>
    public EcosystemClaims(long experiment, int ecosystems, int replicates)
    {
        _experiment = experiment;
        _replicates = replicates;
        _untouched = new BitArray(ecosystems, true);
        _unfinished = ecosystems;
    }

    /// <summary>Ecosystems that are neither finished nor failed nor stopped.</summary>
    public int Unfinished
    {
        get
        {
            lock (_gate)
                return _unfinished;
        }
    }

    /// <summary>Says, before the first claim, that an ecosystem is not waiting.</summary>
    public void Restore(long id, EcosystemStatus status, int generation, byte[]? checkpoint)
    {
        lock (_gate)
        {
            _untouched[(int)id - 1] = false;
            Place(id, status, generation, checkpoint);
        }
    }

    /// <summary>As <see cref="SqliteRunStore.Claim"/>: first what is under way, then untouched ones, each in order of id.</summary>
    public List<ClaimedEcosystem> Claim(int most)
    {
        var claimed = new List<ClaimedEcosystem>();
        lock (_gate)
        {
            while (claimed.Count < most && (_underWay.TryDequeue(out ClaimedEcosystem? ecosystem, out _)
                || TryTakeUntouched(out ecosystem)))
            {
                _held.Add(ecosystem.Id, ecosystem);
                claimed.Add(ecosystem);
            }
        }

        return claimed;
    }

    /// <summary>Gives an ecosystem back as it was.</summary>
    /// <exception cref="StoreException">Nobody holds it.</exception>
    public void Release(long id)
    {
        lock (_gate)
        {
            if (!_held.Remove(id, out ClaimedEcosystem? ecosystem))
                throw NotHeld(id);
            _underWay.Enqueue(ecosystem, id);
        }
    }

    /// <summary>Takes an ecosystem out of its worker's hands; nobody else gets it before <see cref="EndCommit"/>.</summary>
    /// <exception cref="StoreException">Nobody holds it, or it started from another generation.</exception>
    public void BeginCommit(SliceCommit commit)
    {
        lock (_gate)
        {
            if (!_held.TryGetValue(commit.EcosystemId, out ClaimedEcosystem? ecosystem))
                throw NotHeld(commit.EcosystemId);
            if (ecosystem.Generation != commit.ExpectedGeneration)
                throw StaleSlice.Refuse(commit, ecosystem.Generation, null);
            _held.Remove(commit.EcosystemId);
        }
    }

    /// <summary>Makes an ecosystem whose slice is queued available again, unless it is done.</summary>
    public void EndCommit(SliceCommit commit)
    {
        lock (_gate)
            Place(commit.EcosystemId, commit.Status, commit.Generation, commit.Checkpoint);
    }

    private void Place(long id, EcosystemStatus status, int generation, byte[]? checkpoint)
    {
        if (status == EcosystemStatus.Running)
            _underWay.Enqueue(Ecosystem(id, generation, checkpoint), id);
        else if (status != EcosystemStatus.Paused)
            _unfinished--;
    }

    private bool TryTakeUntouched(out ClaimedEcosystem ecosystem)
    {
        while (_next < _untouched.Length && !_untouched[_next])
            _next++;
        ecosystem = Ecosystem(_next + 1L, 0, null);
        return _next++ < _untouched.Length;
    }

    private ClaimedEcosystem Ecosystem(long id, int generation, byte[]? checkpoint) =>
        new(id, _experiment, (int)((id - 1) / _replicates), (int)((id - 1) % _replicates) + 1, generation, checkpoint);

    private static StoreException NotHeld(long id) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"Ecosystem {id} was given back twice, or never claimed: each claim ends with one commit or release."));
}
