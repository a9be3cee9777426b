using System.Diagnostics;
using System.Globalization;
using CoEvolve.Postgres.Testing;
using Npgsql;

namespace CoEvolve.Cluster.Tests;

/// <summary>
/// Measures how long it takes until all that a dead node had in its hands is in other hands or stored further. A thread of
/// its own looks every ten milliseconds, as long as there is something to look for.
/// </summary>
internal sealed class Takeovers : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly ClusterView _view;
    private readonly Journal _journal;
    private readonly Thread _thread;
    private readonly Lock _gate = new();
    private readonly List<Watched> _pending = [];
    private readonly List<TimeSpan> _times = [];
    private int _aborted;
    private int _cutOff;
    private bool _isOver;

    /// <param name="database">Where the nodes work.</param>
    /// <param name="journal">Gets a line for each takeover.</param>
    public Takeovers(PostgresDatabase database, Journal journal)
    {
        _view = new ClusterView(database);
        _journal = journal;
        _thread = new Thread(Watch) { IsBackground = true, Name = "takeovers" };
        _thread.Start();
    }

    /// <summary>Deaths of which uncommitted work was lost: the transaction was rolled back.</summary>
    public int Aborted
    {
        get
        {
            lock (_gate)
                return _aborted;
        }
    }

    /// <summary>Those during which the database died too, so that they have no time of their own.</summary>
    public int CutOff
    {
        get
        {
            lock (_gate)
                return _cutOff;
        }
    }

    /// <summary>How long each took that was taken over, shortest first.</summary>
    public IReadOnlyList<TimeSpan> Times
    {
        get
        {
            lock (_gate)
                return [.. _times.Order()];
        }
    }

    /// <summary>Those that nobody has taken over yet.</summary>
    public int Pending
    {
        get
        {
            lock (_gate)
                return _pending.Count;
        }
    }

    /// <summary>From now on it looks for this too.</summary>
    public void Add(DeadWork work)
    {
        lock (_gate)
            _pending.Add(new Watched(work));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Volatile.Write(ref _isOver, true);
        _thread.Join();
        _view.Dispose();
    }

    private void Watch()
    {
        while (!Volatile.Read(ref _isOver))
        {
            Watched[] pending;
            lock (_gate)
                pending = [.. _pending];
            foreach (Watched watched in pending)
            {
                try
                {
                    if (Look(watched))
                        Remove(watched);
                }
                catch (NpgsqlException)
                {
                    // The database is away.
                    CutAllOff();
                    break;
                }
            }

            Thread.Sleep(Pause); // nothing tells of a takeover: it is looked for
        }
    }

    // Whether there is nothing more to look for.
    private bool Look(Watched watched)
    {
        if (!watched.IsAborted)
        {
            string fate = _view.FateOf(watched.Work.Attempt.Claim);
            if (fate == "in progress")
                return false;
            if (fate == "committed")
                return true; // the last word of the node was on its way, and counts
            watched.IsAborted = true;
            lock (_gate)
                _aborted++;
        }

        long now = Stopwatch.GetTimestamp();
        watched.Left.ExceptWith(_view.TakenUp(watched.Work.Attempt.Id, watched.Work.Attempt.Ecosystems, watched.Work.Generations));
        if (watched.Left.Count > 0)
            return false;
        TimeSpan time = Stopwatch.GetElapsedTime(watched.Work.Since, now);
        _journal.Add("test", string.Create(
            CultureInfo.InvariantCulture,
            $"{watched.Work.Attempt.Ecosystems.Length} ecosystems of {watched.Work.Node} are in other hands after {time.TotalSeconds:0.000} s"));
        lock (_gate)
            _times.Add(time);
        return true;
    }

    private void Remove(Watched watched)
    {
        lock (_gate)
            _pending.Remove(watched);
    }

    private void CutAllOff()
    {
        lock (_gate)
        {
            _cutOff += _pending.Count;
            _pending.Clear();
        }
    }

    private sealed class Watched(DeadWork work)
    {
        public DeadWork Work { get; } = work;

        public HashSet<long> Left { get; } = [.. work.Attempt.Ecosystems];

        public bool IsAborted { get; set; }
    }
}
