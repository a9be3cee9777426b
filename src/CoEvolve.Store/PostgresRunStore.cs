using System.Collections.Concurrent;
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
public sealed class PostgresRunStore : ISharedRunStore
{
    private readonly PostgresRunOptions _options;
    private readonly WorkConnections _connections;
    private readonly Reconnection _reconnection;
    private readonly OpenExperiments _open;
    private readonly ConcurrentDictionary<PostgresClaim, byte> _claims = new();
    private readonly ClaimGate _gate = new();
    private NpgsqlConnection? _listener;
    private volatile bool _hasStored;

    private PostgresRunStore(StoreAddress address, PostgresRunOptions options)
    {
        Name = address.Name;
        _options = options;
        _connections = new WorkConnections(address, options);
        _reconnection = new Reconnection(Name, options);
        _open = new OpenExperiments(options.Version);
        Attempts = new Attempts(_connections, options.Node);
    }

    /// <summary>How messages name the database.</summary>
    public string Name { get; }

    /// <summary>The attempts of this node.</summary>
    internal Attempts Attempts { get; }

    /// <summary>Called before each slice's transaction ends: for tests that stop there.</summary>
    internal Action BeforeCommit { get; init; } = () => { };

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
        var store = new PostgresRunStore(address, options) { BeforeCommit = beforeCommit ?? (() => { }) };
        try
        {
            return store.Reaching(
                () =>
                {
                    using NpgsqlConnection connection = store._connections.Side();
                    PostgresServer.Check(store.Name, connection);
                    PostgresSchema.Migrate(connection, store.Name);
                    store._open.Refresh(connection);
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
            return Reaching(() => TryClaim(most, cancellation), cancellation);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void AwaitChange(CancellationToken cancellation)
    {
        try
        {
            Reaching(
                () =>
                {
                    do
                        Listen(cancellation);
                    while (!LookAround());
                    return 0;
                },
                cancellation);
        }
        catch (OperationCanceledException)
        {
            // That is what was asked for.
        }
    }

    /// <summary>Does nothing: what was committed is on the server's disk.</summary>
    public void Flush()
    {
    }

    /// <summary>
    /// Gives back at once all that workers hold, though they may still compute: their slices are lost, and the process should end.
    /// </summary>
    /// <returns>How many claims there were.</returns>
    /// <remarks>The locks go with the process. Where the database cannot be told, others take the node for dead, which costs a little time.</remarks>
    public int GiveBackAll()
    {
        int claims = _claims.Count;
        try
        {
            Attempts.RemoveAll();
        }
        catch (NpgsqlException exception)
        {
            _options.Notice(PostgresErrors.Explain(Name, exception).Message);
        }

        return claims;
    }

    /// <summary>Closes all connections that are not in a worker's hands.</summary>
    public void Dispose()
    {
        _listener?.Dispose();
        _connections.Dispose();
    }

    /// <summary>A claim is over.</summary>
    /// <param name="claim">Of this store.</param>
    /// <param name="stored">Whether its slice was stored.</param>
    internal void Closed(PostgresClaim claim, bool stored)
    {
        _claims.TryRemove(claim, out _);
        if (stored)
            _hasStored = true;
        _gate.Leave();
    }

    /// <summary>Tells of a claim that was lost.</summary>
    internal ClaimLostException Lost(IReadOnlyList<ClaimedEcosystem> ecosystems, NpgsqlException cause)
    {
        string what = ecosystems.Count == 1 ? FormattableString.Invariant($"ecosystem {ecosystems[0].Id}") : FormattableString.Invariant($"{ecosystems.Count} ecosystems");
        string message = $"The claim on {what} was lost; others may go on from what is stored. {PostgresErrors.Explain(Name, cause).Message}";
        _options.Notice(message);
        return new ClaimLostException(message, cause);
    }

    private T Reaching<T>(Func<T> work, CancellationToken cancellation)
    {
        try
        {
            return _reconnection.Run(work, cancellation);
        }
        catch (NpgsqlException exception)
        {
            throw PostgresErrors.Explain(Name, exception);
        }
    }

    private PostgresClaim? TryClaim(int most, CancellationToken cancellation)
    {
        Attempts.RemoveLeft();
        (PostgresClaim? claim, Search search) = (null, Search.Again);
        while (claim is null && search != Search.Over && !cancellation.IsCancellationRequested)
        {
            bool alone = search == Search.Alone;
            _gate.Enter(alone, cancellation);
            try
            {
                (claim, search) = TakeOn(most, alone);
            }
            finally
            {
                if (claim is null)
                    _gate.Leave();
            }
        }

        return claim;
    }

    private (PostgresClaim? Claim, Search Search) TakeOn(int most, bool alone)
    {
        NpgsqlConnection? connection = _connections.Claim();
        try
        {
            bool suspects = AnySuspects(connection);
            NpgsqlTransaction transaction = connection.BeginTransaction();
            (PostgresClaim? claim, Search search) = Take(connection, transaction, most, suspects, alone);
            if (claim is null)
                transaction.Dispose();
            else
                connection = null; // the claim's own
            return (claim, search);
        }
        finally
        {
            connection?.Dispose();
        }
    }

    // Who died since the last look made suspects, and those go first.
    private bool AnySuspects(NpgsqlConnection connection)
    {
        (bool orphans, bool suspects) = (false, false);
        using (var command = new NpgsqlCommand($"SELECT EXISTS (SELECT FROM attempt WHERE {Attempts.IsOrphan}), EXISTS (SELECT FROM suspect)", connection))
        using (NpgsqlDataReader row = command.ExecuteReader())
        {
            row.Read();
            (orphans, suspects) = (row.GetBoolean(0), row.GetBoolean(1));
        }

        if (orphans)
            Attempts.Sweep();
        return orphans || suspects;
    }

    // A node that has stored nothing yet may be what is broken itself. So as long as there is anything else to do it leaves those alone
    // that may be one death from being set aside.
    private (PostgresClaim? Claim, Search Search) Take(NpgsqlConnection connection, NpgsqlTransaction transaction, int most, bool suspects, bool alone)
    {
        int[] mostDeaths = !suspects ? [-1] : _hasStored ? [int.MaxValue] : [0, int.MaxValue];
        foreach ((int deaths, OpenExperiment experiment) in mostDeaths.SelectMany(deaths => _open.All.Select(experiment => (deaths, experiment))))
        {
            if (suspects && ClaimQueries.Suspect(connection, experiment, deaths) is var (suspect, suspicion, lastNode))
            {
                if (suspicion.LoneDeaths >= Suspicion.MostLoneDeaths)
                {
                    SetAside(connection, experiment, suspect, suspicion, lastNode);
                    transaction.Commit();
                    return (null, Search.Again);
                }

                // Whoever dies beside it would be taken for a killer too.
                if (suspicion.LoneDeaths > 0 && !alone)
                    return (null, Search.Alone);
                if (suspicion.LoneDeaths == 0)
                    _gate.Share();
                return (Begin(connection, transaction, experiment, [suspect with { MostGenerations = suspicion.Generations }], suspicion), Search.Over);
            }

            if (ClaimQueries.Batch(connection, experiment, most) is { Count: > 0 } batch)
            {
                _gate.Share();
                return (Begin(connection, transaction, experiment, batch, null), Search.Over);
            }
        }

        return (null, Search.Over);
    }

    private PostgresClaim Begin(NpgsqlConnection connection, NpgsqlTransaction transaction, OpenExperiment experiment, List<ClaimedEcosystem> ecosystems, Suspicion? suspicion)
    {
        using var command = new NpgsqlCommand("SELECT pg_current_xact_id()", connection);
        ulong id = (ulong)command.ExecuteScalar()!;
        (int, int)? lone = suspicion is { } alone ? (ecosystems[0].Generation, alone.Generations) : null;
        long attempt = Attempts.Add([.. ecosystems.Select(ecosystem => experiment.Offsets.Ecosystem + ecosystem.Id)], id, lone);
        var claim = new PostgresClaim(this, connection, transaction, experiment, ecosystems, suspicion, attempt);
        _claims.TryAdd(claim, 0);
        return claim;
    }

    private void SetAside(NpgsqlConnection connection, OpenExperiment experiment, ClaimedEcosystem ecosystem, Suspicion suspicion, string? lastNode)
    {
        string error = FormattableString.Invariant(
            $"It was set aside: {suspicion.LoneDeaths} nodes died while they ran it alone from generation {ecosystem.Generation}, the last of them {lastNode ?? "unknown"}.");
        long id = experiment.Offsets.Ecosystem + ecosystem.Id;
        var slice = new SliceCommit(
            ecosystem.Id, ecosystem.Generation, ecosystem.Generation, EcosystemStatus.Failed, error, Checkpoint: null, default, new SliceRows());
        SliceWriter.Write(connection, experiment, [slice], SliceWriter.Command("DELETE FROM suspect WHERE ecosystem_id = $1", [id]));
        _options.Notice(FormattableString.Invariant($"Ecosystem {ecosystem.Id} of experiment {experiment.Id} failed. {error}"));
    }

    // Waits for a word on the channel, or for the time of the next look: a node that dies says nothing.
    private void Listen(CancellationToken cancellation)
    {
        try
        {
            if (_listener is null)
            {
                _listener = _connections.Listener();
                PostgresServer.Execute(_listener, $"LISTEN {PostgresExperiments.Channel}");
                return;
            }

            // Not all nodes at the same moment.
            TimeSpan wait = _options.PollInterval * (0.8 + (0.2 * Random.Shared.NextDouble()));
            _listener.WaitAsync(wait, cancellation).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _listener?.Dispose();
            _listener = null;
            throw exception is StoreException { InnerException: NpgsqlException inner } && Reconnection.IsPassing(inner) ? inner : exception;
        }
    }

    // Closes what is done, and tells whether there is something to take.
    private bool LookAround()
    {
        using NpgsqlConnection connection = _connections.Side();
        _open.Refresh(connection);
        bool finished = false;
        foreach (OpenExperiment experiment in _open.All)
            finished |= PostgresFinishing.TryFinish(connection, experiment.Id, _options.Clock.GetUtcNow());
        if (finished)
            _open.Refresh(connection);
        return _open.All.Any(experiment => IsFree(connection, experiment));
    }

    private static bool IsFree(NpgsqlConnection connection, OpenExperiment experiment)
    {
        using var command = new NpgsqlCommand(
            "SELECT id FROM ecosystem WHERE id > $1 AND id <= $2 AND status IN ('waiting', 'running') ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED",
            connection)
        {
            Parameters = { new() { Value = experiment.Offsets.Ecosystem }, new() { Value = experiment.Offsets.LastEcosystem } },
        };
        return command.ExecuteScalar() is not null;
    }

    /// <summary>How a worker goes on looking for work.</summary>
    private enum Search
    {
        /// <summary>There is none, or it has some.</summary>
        Over,

        /// <summary>From the beginning.</summary>
        Again,

        /// <summary>From the beginning, once it is the only worker of this process that holds a claim.</summary>
        Alone,
    }
}
