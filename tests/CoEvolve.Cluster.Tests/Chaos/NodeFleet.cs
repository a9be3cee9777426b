using CoEvolve.Postgres.Testing;

namespace CoEvolve.Cluster.Tests;

/// <summary>
/// Three node processes on one database. When one is killed, another takes its place at once; each has a name of its own.
/// A seed says who is killed. Thread-safe.
/// </summary>
internal sealed class NodeFleet : IDisposable
{
    /// <summary>How many nodes there are at any time.</summary>
    public const int Nodes = 3;

    /// <summary>Seconds of silence after which the database takes a node's work away.</summary>
    public const int SilenceSeconds = 3;

    private readonly Lock _gate = new();
    private readonly ProcessFolder _folder;
    private readonly Journal _journal;
    private readonly PostgresDatabase _database;
    private readonly Random _random;
    private readonly ChildProcess[] _nodes = new ChildProcess[Nodes];
    private ChildProcess? _spared;
    private int _started;

    /// <summary>Starts them.</summary>
    public NodeFleet(ProcessFolder folder, Journal journal, PostgresDatabase database, int seed)
    {
        _folder = folder;
        _journal = journal;
        _database = database;
        _random = new Random(seed);
        for (int slot = 0; slot < Nodes; slot++)
            _nodes[slot] = Start();
    }

    /// <summary>Kills a node that is not spared. Its place stays empty until <see cref="Replace"/>.</summary>
    /// <returns>Its place.</returns>
    public (int Place, ChildProcess Node) Kill()
    {
        lock (_gate)
        {
            int place;
            do
                place = _random.Next(Nodes);
            while (_nodes[place] == _spared);
            foreach (ChildProcess any in _nodes)
                Assert.False(any.HasEnded, $"{any.Name} ended by itself.");
            ChildProcess node = _nodes[place];
            node.Kill();
            _journal.Add(node.Name, "is killed");
            return (place, node);
        }
    }

    /// <summary>Starts another node in the place of one that was killed.</summary>
    public void Replace(int place)
    {
        lock (_gate)
        {
            _nodes[place].Dispose();
            _nodes[place] = Start();
        }
    }

    /// <summary>Stops a node in an orderly way, and starts another in its place when it is gone.</summary>
    public void Restart(int place)
    {
        _nodes[place].Signal("TERM");
        Assert.Equal(0, _nodes[place].ExitCode(TimeSpan.FromMinutes(1)));
        Replace(place);
    }

    /// <summary>A node that is not killed until <see cref="Release"/>.</summary>
    public ChildProcess Spare(int place)
    {
        lock (_gate)
            return _spared = _nodes[place];
    }

    /// <summary>The spared node may be killed again.</summary>
    public void Release()
    {
        lock (_gate)
            _spared = null;
    }

    /// <summary>Ends all in an orderly way.</summary>
    public void Stop()
    {
        foreach (ChildProcess node in _nodes)
            Patience.Until($"{node.Name} works", () => node.HasSaid("at a time") || node.HasEnded);
        foreach (ChildProcess node in _nodes)
            node.Signal("TERM");
        Assert.All(_nodes, node => Assert.Equal(0, node.ExitCode(TimeSpan.FromMinutes(1))));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (ChildProcess? node in _nodes)
                node?.Dispose();
        }
    }

    private ChildProcess Start()
    {
        string name = $"node-{++_started}";
        return ChildProcess.StartCommand(
            _folder, _journal, name, "node", "--store", _database.Address, "--name", name, "--parallel", "1", "--silence", $"{SilenceSeconds}");
    }
}
