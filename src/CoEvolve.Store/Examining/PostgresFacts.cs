namespace CoEvolve.Store;

/// <summary>What matters to CoEvolve about a PostgreSQL server and one of its databases. Immutable.</summary>
public sealed record PostgresFacts
{
    /// <summary>The server's version.</summary>
    public required Version Server { get; init; }

    /// <summary>Form of the tables; 0 where there are none yet.</summary>
    public required int Form { get; init; }

    /// <summary>The form that this program makes and needs.</summary>
    public required int NewestForm { get; init; }

    /// <summary>Whether the server only follows another, or sessions may not write.</summary>
    public required bool IsReadOnly { get; init; }

    /// <summary>What the user may do with the tables, or with the schema while there are none.</summary>
    public required PostgresRights Rights { get; init; }

    /// <summary>Connections that the server takes from ordinary users.</summary>
    public required int MostConnections { get; init; }

    /// <summary>Those that are open.</summary>
    public required int Connections { get; init; }

    /// <summary>Why the settings of a session do not arrive at the server, as a sentence for the user; null where they do.</summary>
    public required string? SettingsProblem { get; init; }

    /// <summary>How the server commits: on, off, local, remote_write or remote_apply.</summary>
    public required string SynchronousCommit { get; init; }

    /// <summary>How far the server's clock is ahead of this machine's; negative if it is behind.</summary>
    public required TimeSpan ClockAhead { get; init; }

    /// <summary>Time to the server and back.</summary>
    public required TimeSpan RoundTrip { get; init; }
}
