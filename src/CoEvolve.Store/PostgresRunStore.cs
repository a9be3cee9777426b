using CoEvolve.Engines;
using Npgsql;

namespace CoEvolve.Store;

/// <summary>
/// The experiments of a PostgreSQL database, as one of many processes works on them. A claim is a lock on rows of the table
/// ecosystem, held by an open transaction; the slice's rows, checkpoints and generations are written by the same transaction, so
/// they are stored once or not at all, whatever dies. Every member is thread-safe.
/// </summary>
/// <remarks>
/// Nothing about the work is kept in memory between claims: the database alone says how things stand. A database that is away
/// is waited for. docs/cluster.md has the whole story.
/// </remarks>
public sealed class PostgresRunStore : INamedRunStore
{
    // Who asks for a lock has seconds to decide, and a server that says nothing gives none.
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(3);

    private readonly StoreAddress _address;
    private readonly PostgresRunOptions _options;
    private readonly WorkConnections _connections;
    private readonly Reconnection _reconnection;
    private readonly OpenExperiments _open;
    private readonly PostgresClaims _claims;
    private readonly WorkWatch _watch;

    private PostgresRunStore(StoreAddress address, PostgresRunOptions options, Action? beforeCommit)
    {
        Name = address.Name;
        _address = address;
        _options = options;
        _connections = new WorkConnections(address, options);
        _reconnection = new Reconnection(Name, options);
        _open = new OpenExperiments(options.Version);
        _claims = new PostgresClaims(Name, _connections, _open, options, beforeCommit ?? (() => { }));
        _watch = new WorkWatch(Name, _connections, _open, _claims, options);
    }

    /// <summary>How messages name the database.</summary>
    public string Name { get; }

    /// <summary>Opens a database for a node; makes its tables if they are not there, and brings older ones up to date.</summary>
    /// <param name="address">A database of a PostgreSQL server.</param>
    /// <param name="options">How the node works.</param>
    /// <param name="cancellation">Ends waiting for a server that is away.</param>
    /// <exception cref="StoreException">The server refuses the user, is too old, or the schema is foreign or newer than this program.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static PostgresRunStore Open(StoreAddress address, PostgresRunOptions options, CancellationToken cancellation = default) =>
        Open(address, options, null, cancellation);

    internal static PostgresRunStore Open(StoreAddress address, PostgresRunOptions options, Action? beforeCommit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(options);
        var store = new PostgresRunStore(address, options, beforeCommit);
        try
        {
            return store.Reaching(
                () =>
                {
                    using NpgsqlConnection connection = store._connections.Side();
                    PostgresServer.Check(store.Name, connection);
                    PostgresSchema.Migrate(connection, store.Name);
                    store._open.Refresh(connection);
                    store._connections.Check();
                    return store;
                },
                cancellation);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>An experiment of which an ecosystem was claimed.</summary>
    public ExperimentDefinition Experiment(long id) => _open[id].Definition;

    /// <inheritdoc/>
    public IClaim? Claim(int most, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        try
        {
            return Reaching(
                () =>
                {
                    PostgresClaim? claim = _claims.TryClaim(most, cancellation);
                    if (claim is null && !cancellation.IsCancellationRequested)
                        _watch.CloseWhatIsDone();
                    return claim;
                },
                cancellation);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public NamedClaim Claim(EcosystemKey ecosystem, CancellationToken cancellation = default) =>
        Reaching(() => _claims.TryClaim(ecosystem, cancellation), cancellation);

    /// <inheritdoc/>
    public IReadOnlyList<EcosystemKey> FindWork(int most, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        return Reaching(
            () =>
            {
                using NpgsqlConnection connection = _connections.Side();
                return _open.FindWork(connection, most);
            },
            cancellation);
    }

    /// <inheritdoc/>
    public IReadOnlyList<EcosystemCommands> FindCommands(int most, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        return Reaching(
            () =>
            {
                var found = new List<EcosystemCommands>();
                using NpgsqlConnection connection = _connections.Side();
                if (!PendingCommands.Any(connection))
                    return found;
                PendingCommands.Drop(connection);
                foreach (OpenExperiment experiment in _open.All)
                {
                    if (found.Count < most)
                        found.AddRange(PendingCommands.All(connection, experiment, most - found.Count));
                }

                return found;
            },
            cancellation);
    }

    /// <inheritdoc/>
    public IDisposable? TryLock(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        NpgsqlConnection connection = PostgresServer.Connect(_address, LockPatience);
        try
        {
            if (AdvisoryLock.TryTakeForSession(connection, name))
                return connection;
        }
        catch (NpgsqlException exception)
        {
            connection.Dispose();
            throw PostgresErrors.Explain(Name, exception);
        }

        connection.Dispose();
        return null;
    }

    /// <inheritdoc/>
    public void AwaitChange(CancellationToken cancellation)
    {
        try
        {
            Reaching(
                () =>
                {
                    _watch.Await(cancellation);
                    return 0;
                },
                cancellation);
        }
        catch (OperationCanceledException)
        {
            // That is what was asked for.
        }
    }

    /// <summary>False: a node waits for commands as for any work (<see cref="AwaitChange"/>).</summary>
    public bool AwaitCommands(CancellationToken cancellation) => false;

    /// <summary>Does nothing: what was committed is on the server's disk.</summary>
    public void Flush()
    {
    }

    /// <summary>
    /// Gives back at once all that workers hold, though they may still compute: their slices are lost, and the process should end.
    /// </summary>
    /// <returns>How many claims were given back.</returns>
    /// <remarks>The locks go with the process. Where the database cannot be told, others take the node for dead, which costs a little time.</remarks>
    public int GiveBackAll()
    {
        try
        {
            return _claims.GiveBackAll();
        }
        catch (NpgsqlException exception)
        {
            _options.Notice(PostgresErrors.Explain(Name, exception).Message);
            return 0;
        }
    }

    /// <summary>Closes all connections that are not in a worker's hands.</summary>
    public void Dispose()
    {
        _watch.Dispose();
        _connections.Dispose();
    }

    private T Reaching<T>(Func<T> work, CancellationToken cancellation)
    {
        try
        {
            return _reconnection.Run(work, cancellation);
        }
        catch (Exception exception) when (exception is NpgsqlException or IOException or UnauthorizedAccessException)
        {
            throw PostgresErrors.Explain(Name, exception);
        }
    }
}
