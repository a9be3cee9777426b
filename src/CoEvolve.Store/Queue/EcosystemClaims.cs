using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CoEvolve.Engines;

namespace CoEvolve.Store;

/// <summary>
/// Who may advance what: kept in memory, so that a claim never waits for the file. An ecosystem that nobody has touched
/// costs one bit; one that is under way or paused costs its checkpoint. What a command waits for is given out first. Thread-safe.
/// </summary>
internal sealed class EcosystemClaims
{
    private readonly Lock _gate = new();
    private readonly long _experiment;
    private readonly int _replicates;
    private readonly BitArray _untouched;
    private readonly Dictionary<long, ClaimedEcosystem> _idle = [];
    private readonly PriorityQueue<long, long> _underWay = new(); // of those that are idle and not paused, and of some that were
    private readonly Dictionary<long, ClaimedEcosystem> _held = [];
    private readonly Dictionary<long, List<PendingCommand>> _commands = [];
    private readonly PriorityQueue<long, long> _commanded = new();
    private readonly HashSet<long> _paused = [];
    private readonly HashSet<long> _wasPaused = []; // of those that are held
    private readonly HashSet<long> _committing = [];
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

    /// <summary>Ecosystems that are paused and in nobody's hands.</summary>
    public int Paused
    {
        get
        {
            lock (_gate)
                return _paused.Count;
        }
    }

    /// <summary>Whether a command waits for an ecosystem that could be claimed.</summary>
    public bool HasCommanded
    {
        get
        {
            lock (_gate)
                return _commands.Keys.Any(id => _idle.ContainsKey(id) || _untouched[(int)id - 1]);
        }
    }

    /// <summary>Takes commands that came, in order of their ids; those for ecosystems that are over never take effect.</summary>
    public void Deliver(IEnumerable<(long Ecosystem, PendingCommand Command)> commands)
    {
        lock (_gate)
        {
            foreach ((long id, PendingCommand command) in commands)
            {
                if (!_untouched[(int)id - 1] && !_idle.ContainsKey(id) && !_held.ContainsKey(id) && !_committing.Contains(id))
                    continue;
                if (!_commands.TryGetValue(id, out List<PendingCommand>? waiting))
                    _commands.Add(id, waiting = []);
                waiting.Add(command);
                _commanded.Enqueue(id, id);
            }
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
            while (claimed.Count < most && (TryTakeCommanded(out ClaimedEcosystem? ecosystem) || TryTakeUnderWay(out ecosystem) || TryTakeUntouched(out ecosystem)))
            {
                if (_commands.TryGetValue(ecosystem.Id, out List<PendingCommand>? commands))
                    ecosystem = ecosystem with { Commands = [.. commands] };
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
            bool wasPaused = _wasPaused.Remove(id);
            Keep(ecosystem.Commands.Count == 0 ? ecosystem : ecosystem with { Commands = [] }, wasPaused);
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
            _wasPaused.Remove(commit.EcosystemId);
            _committing.Add(commit.EcosystemId);
            if (_commands.TryGetValue(commit.EcosystemId, out List<PendingCommand>? commands))
                commands.RemoveAll(command => commit.Commands.Any(applied => applied.Id == command.Id));
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
        _committing.Remove(id);
        if (status is EcosystemStatus.Running or EcosystemStatus.Paused)
        {
            Keep(Ecosystem(id, generation, checkpoint), status == EcosystemStatus.Paused);
            return;
        }

        _unfinished--;
        _commands.Remove(id);
    }

    private void Keep(ClaimedEcosystem ecosystem, bool paused)
    {
        long id = ecosystem.Id;
        _idle.Add(id, ecosystem);
        if (paused)
            _paused.Add(id);
        else
            _underWay.Enqueue(id, id);
        if (_commands.TryGetValue(id, out List<PendingCommand>? waiting) && waiting.Count > 0)
            _commanded.Enqueue(id, id);
        else
            _commands.Remove(id);
    }

    // Ids stand in queues longer than they should: what was taken another way is passed over.
    private bool TryTakeCommanded([NotNullWhen(true)] out ClaimedEcosystem? ecosystem)
    {
        while (_commanded.TryDequeue(out long id, out _))
        {
            if (!_commands.ContainsKey(id))
                continue;
            if (_idle.Remove(id, out ecosystem))
            {
                if (_paused.Remove(id))
                    _wasPaused.Add(id);
                return true;
            }

            if (_untouched[(int)id - 1])
            {
                _untouched[(int)id - 1] = false;
                ecosystem = Ecosystem(id, 0, null);
                return true;
            }
        }

        ecosystem = null;
        return false;
    }

    private bool TryTakeUnderWay([NotNullWhen(true)] out ClaimedEcosystem? ecosystem)
    {
        while (_underWay.TryDequeue(out long id, out _))
        {
            if (!_paused.Contains(id) && _idle.Remove(id, out ecosystem))
                return true;
        }

        ecosystem = null;
        return false;
    }

    private bool TryTakeUntouched([NotNullWhen(true)] out ClaimedEcosystem? ecosystem)
    {
        while (_next < _untouched.Length && !_untouched[_next])
            _next++;
        ecosystem = null;
        if (_next == _untouched.Length)
            return false;
        _untouched[_next] = false;
        ecosystem = Ecosystem(++_next, 0, null);
        return true;
    }

    private ClaimedEcosystem Ecosystem(long id, int generation, byte[]? checkpoint) =>
        new(id, _experiment, (int)((id - 1) / _replicates), (int)((id - 1) % _replicates) + 1, generation, checkpoint);

    private static StoreException NotHeld(long id) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"Ecosystem {id} was given back twice, or never claimed: each claim ends with one commit or release."));
}
