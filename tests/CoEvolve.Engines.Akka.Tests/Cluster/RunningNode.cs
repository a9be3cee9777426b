using CoEvolve.Actors;
using CoEvolve.Cli;
using CoEvolve.Postgres.Testing;
using CoEvolve.Store;

namespace CoEvolve.Engines.Akka.Tests;

/// <summary>A node of a cluster in this process, with a store of its own on a shared database.</summary>
internal sealed class RunningNode : IDisposable
{
    private readonly PostgresRunStore _store;

    public RunningNode(PostgresDatabase database, string name, string? seed = null, TimeSpan? slice = null, Action<EcosystemSpec>? specs = null, string? configuration = null)
    {
        _store = PostgresRunStore.Open(
            StoreAddress.Parse(database.Address),
            new PostgresRunOptions { Node = name, Version = Build.Version, Notice = notice => Said.Enqueue(notice.Message) });
        var stored = new StoredSpecs(_store.Experiment);
        Node = ClusterNode.Start(
            (INamedRunStore)ObservedRunStore.Around(_store),
            ecosystem =>
            {
                EcosystemSpec spec = stored.Of(ecosystem);
                specs?.Invoke(spec);
                return spec;
            },
            new ClusterNodeOptions
            {
                Version = Build.Version,
                Parallel = 2,
                Port = 0,
                Seeds = seed is null ? [] : [seed],
                Slice = slice ?? TimeSpan.FromSeconds(0.3),
                Configuration = configuration,
                Log = entry => Said.Enqueue($"{name} {entry.Level} {entry.Source}: {entry.Message}"),
            });
    }

    public ClusterNode Node { get; }

    /// <summary>What the node and its store logged.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<string> Said { get; } = new();

    /// <summary>Stops it as SIGTERM does.</summary>
    public void Leave()
    {
        Assert.True(Node.EndSlices().Wait(TimeSpan.FromMinutes(1)), "Its slices did not end.");
        Assert.True(Node.Leave().Wait(TimeSpan.FromMinutes(1)), "It did not leave.");
    }

    public void Dispose()
    {
        Node.Dispose();
        _store.Dispose();
    }
}
