namespace CoEvolve.Store;

/// <summary>How a node works on a database. Immutable.</summary>
public sealed record PostgresRunOptions
{
    /// <summary>The node's name in the table attempt, for people; by default the machine's name and the number of the process.</summary>
    public string Node { get; init; } = $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <summary>Version of the program: only experiments that were submitted by the same are run, because others may have other bits.</summary>
    public required string Version { get; init; }

    /// <summary>
    /// How long a node may be silent before the server takes its claims away; 10 s. No less than 1 s: a computing node says
    /// something every 200 ms, unless a single step of its computation takes longer.
    /// </summary>
    public TimeSpan SilenceTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often an idle node looks for work that nobody told it of, such as that of a node that died; 0.9 s.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(0.9);

    /// <summary>The longest wait between two tries to reach a database that is gone; 2 s. The first waits are shorter, and all vary.</summary>
    public TimeSpan LongestRetryDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Where finished_at comes from; the system's clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Gets one line for a person whenever a claim is lost, the database cannot be reached, or an ecosystem is set aside. Thread-safe.</summary>
    public Action<StoreNotice> Notice { get; init; } = _ => { };
}
