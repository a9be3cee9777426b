namespace CoEvolve.Engines.Akka;

/// <summary>How a node works and where others find it. Immutable.</summary>
public sealed record ClusterNodeOptions
{
    /// <summary>
    /// Version of the program. Nodes of several versions may be in one cluster; ecosystems live on nodes of their own version alone,
    /// because others may have other bits.
    /// </summary>
    public required string Version { get; init; }

    /// <summary>Ecosystems that compute at the same time, 1 or more; one more while one of them waits for the store. Default: one a core.</summary>
    public int Parallel { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Name or address under which other nodes reach this one, and on which it listens unless <see cref="Configuration"/> says where; null for what
    /// the configuration says.
    /// </summary>
    public string? Host { get; init; }

    /// <summary>Port on which it listens, 0 for any that is free; null for what the configuration says.</summary>
    public int? Port { get; init; }

    /// <summary>
    /// Nodes to ask for the cluster, as host:port. The first of all nodes' lists begins a cluster if there is none. Null for what the
    /// configuration says; with none there either, the node begins a cluster of its own.
    /// </summary>
    public IReadOnlyList<string>? Seeds { get; init; }

    /// <summary>HOCON that goes before the project's own (akka.hocon); null for none.</summary>
    public string? Configuration { get; init; }

    /// <summary>How long an ecosystem computes before its progress is stored and another has its turn. Default: one second.</summary>
    public TimeSpan Slice { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A slice also ends when it holds this many rows, which bounds memory. Default: 20,000.</summary>
    public int MostRows { get; init; } = 20_000;

    /// <summary>Gets what Akka.NET logs, from any thread; null for nobody.</summary>
    public Action<NodeLogEntry>? Log { get; init; }
}
