using System.Collections.Concurrent;
using CoEvolve.Engines;
using Npgsql;

namespace CoEvolve.Store;

/// <summary>
/// What a node does beside computing: hears of new work, looks about for work that nobody tells of, and closes experiments that are
/// done. For one thread; closing goes on in the background, because the indexes of a large experiment take long.
/// </summary>
/// <param name="name">Of the database, for messages.</param>
/// <param name="connections">Of the node.</param>
/// <param name="open">What there is to work on; refreshed at every look.</param>
/// <param name="claims">Those that are held hear of commands.</param>
/// <param name="options">Of the node.</param>
internal sealed class WorkWatch(string name, WorkConnections connections, OpenExperiments open, PostgresClaims claims, PostgresRunOptions options) : IDisposable
{
    private static readonly TimeSpan CloseAgainAfter = TimeSpan.FromMinutes(1);

    // Experiments that could not be closed, and when to try again: never, where a person spoilt their rows.
    private readonly ConcurrentDictionary<long, DateTimeOffset> _notBefore = new();
    private NpgsqlConnection? _listener;
    private readonly object _closingGate = new();
    private Task _closing = Task.CompletedTask;

    /// <summary>Returns when there is something to take, but not before a look or a word later than the call.</summary>
    /// <exception cref="NpgsqlException">The database failed; the next call listens anew.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Await(CancellationToken cancellation)
    {
        do
            Listen(cancellation);
        while (!LookAround());
    }

    /// <summary>Starts to close experiments that have nothing left to do. Any thread may call it: whoever finds no work knows before the next look.</summary>
    /// <exception cref="NpgsqlException">The database failed.</exception>
    public void CloseWhatIsDone()
    {
        using NpgsqlConnection connection = connections.Side();
        StartToClose(connection);
    }

    /// <summary>Closes its connection.</summary>
    public void Dispose() => _listener?.Dispose();

    // Waits for a word on the channel, or for the time of the next look: a node that dies says nothing.
    private void Listen(CancellationToken cancellation)
    {
        try
        {
            if (_listener is null)
            {
                _listener = connections.Patient();
                PostgresServer.Execute(_listener, $"LISTEN {PostgresExperiments.Channel}");
                return;
            }

            // Not all nodes at the same moment.
            TimeSpan wait = options.PollInterval * (0.8 + (0.2 * Random.Shared.NextDouble()));
            _listener.WaitAsync(wait, cancellation).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _listener?.Dispose();
            _listener = null;
            throw;
        }
    }

    private bool LookAround()
    {
        using NpgsqlConnection connection = connections.Side();
        open.Refresh(connection);
        FrozenNodes.End(connection);
        claims.Recall(connection);
        StartToClose(connection);
        // Who knows of an ecosystem that is in somebody's hands can tell it.
        return open.HasFree(connection) || PendingCommands.Any(connection);
    }

    private void StartToClose(NpgsqlConnection connection)
    {
        lock (_closingGate)
        {
            if (!_closing.IsCompleted)
                return;
            List<long> done = [.. open.Done(connection).Where(id => !_notBefore.TryGetValue(id, out DateTimeOffset time) || time < options.Clock.GetUtcNow())];
            if (done.Count > 0)
                _closing = Task.Run(() => done.ForEach(Close));
        }
    }

    private void Close(long experiment)
    {
        try
        {
            using NpgsqlConnection connection = connections.Patient();
            PostgresFinishing.TryFinish(connection, experiment, options.Clock.GetUtcNow());
        }
        catch (NpgsqlException exception) when (Reconnection.IsPassing(exception))
        {
            // The next look comes by again.
        }
        catch (NpgsqlException exception)
        {
            bool spoilt = exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };
            _notBefore[experiment] = spoilt ? DateTimeOffset.MaxValue : options.Clock.GetUtcNow() + CloseAgainAfter;
            options.Notice(new(FormattableString.Invariant($"Experiment {experiment} is done and cannot be closed. {PostgresErrors.Explain(name, exception).Message}")) { Experiment = experiment });
        }
        catch (Exception exception) when (exception is StoreException or ObjectDisposedException)
        {
            // The database is away, or the node is leaving.
        }
    }
}
