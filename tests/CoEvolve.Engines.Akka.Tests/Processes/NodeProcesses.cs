using System.Globalization;
using CoEvolve.Cluster.Tests;
using CoEvolve.Postgres.Testing;

namespace CoEvolve.Engines.Akka.Tests;

/// <summary>Nodes of a cluster as processes of the built command, each with a port and a name of its own. The first two are seeds.</summary>
internal sealed class NodeProcesses : IDisposable
{
    private readonly ProcessFolder _folder;
    private readonly Journal _journal;
    private readonly PostgresDatabase _database;
    private readonly int[] _ports;
    private readonly List<ChildProcess> _nodes = [];

    /// <summary>Starts them.</summary>
    public NodeProcesses(ProcessFolder folder, Journal journal, PostgresDatabase database, int nodes)
    {
        _folder = folder;
        _journal = journal;
        _database = database;
        _ports = [.. Enumerable.Range(0, nodes).Select(_ => LoopbackPort.FindFree())];
        for (int i = 0; i < nodes; i++)
            _nodes.Add(Start(i));
    }

    /// <summary>Number i, from 0.</summary>
    public ChildProcess this[int i] => _nodes[i];

    /// <summary>How number i is called.</summary>
    public static string NameOf(int i) => string.Create(CultureInfo.InvariantCulture, $"node-{i + 1}");

    /// <summary>Kills a node with kill -9.</summary>
    public void Kill(int i)
    {
        Assert.False(_nodes[i].HasEnded, $"{NameOf(i)} ended by itself.");
        _nodes[i].Kill();
        _journal.Add(NameOf(i), "is killed");
    }

    /// <summary>Starts a node again that has ended.</summary>
    public void StartAgain(int i)
    {
        _nodes[i].Dispose();
        _nodes[i] = Start(i);
    }

    /// <inheritdoc/>
    public void Dispose() => _nodes.ForEach(node => node.Dispose());

    private ChildProcess Start(int i)
    {
        string seeds = string.Join(',', _ports.Take(2).Select(port => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}")));
        // Half by options, half by the environment.
        return ChildProcess.StartCommand(
            _folder,
            _journal,
            NameOf(i),
            new Dictionary<string, string> { ["COEVOLVE_AKKA_SEEDS"] = seeds },
            "node", "--engine", "akka", "--store", _database.Address, "--name", NameOf(i), "--parallel", "1", "--akka-port", _ports[i].ToString(CultureInfo.InvariantCulture), "--log-level", "Information");
    }
}
