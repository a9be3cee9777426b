using CoEvolve.Engines;
using Npgsql;
using NpgsqlTypes;

namespace CoEvolve.Store;

/// <summary>
/// Ecosystems of one experiment, locked by an open transaction: the lock is the claim, and ends with the connection however
/// that ends. For one thread at a time.
/// </summary>
internal sealed class PostgresClaim : IClaim
{
    private const int LargeBytes = 4 << 20;
    private const int SlowBytesPerSecond = 1 << 20;

    private readonly PostgresClaims _claims;
    private readonly OpenExperiment _experiment;
    private readonly Suspicion? _suspicion;
    private readonly ulong _id;
    private readonly NpgsqlTransaction _transaction;
    private readonly NpgsqlCommand _touch;
    private NpgsqlConnection? _connection;
    private volatile bool _recalled;
    private bool _writing;

    /// <param name="claims">Whose claim it is.</param>
    /// <param name="connection">Has the transaction; closed with the claim.</param>
    /// <param name="transaction">Holds the locks.</param>
    /// <param name="id">Its number, which the row in the table attempt has too.</param>
    /// <param name="experiment">Of all the ecosystems.</param>
    /// <param name="ecosystems">What is locked.</param>
    /// <param name="suspicion">Of the only one, if it runs alone.</param>
    public PostgresClaim(
        PostgresClaims claims, NpgsqlConnection connection, NpgsqlTransaction transaction, ulong id, OpenExperiment experiment, IReadOnlyList<ClaimedEcosystem> ecosystems, Suspicion? suspicion)
    {
        _claims = claims;
        _connection = connection;
        _transaction = transaction;
        _experiment = experiment;
        _suspicion = suspicion;
        _id = id;
        _touch = new NpgsqlCommand("SELECT 1", connection);
        Ecosystems = ecosystems;
    }

    /// <inheritdoc/>
    public IReadOnlyList<ClaimedEcosystem> Ecosystems { get; }

    /// <inheritdoc/>
    public bool IsRecalled => _recalled;

    /// <summary>Whether it was asked for by name: then its worker hears of commands by itself, and is not recalled for them.</summary>
    public bool IsNamed { get; init; }

    /// <summary>Ids of the ecosystems in the store.</summary>
    public IEnumerable<long> StoredIds => Ecosystems.Select(ecosystem => _experiment.Offsets.Ecosystem + ecosystem.Id);

    /// <summary>Recalls it if a command waits for one of its ecosystems that it does not know. Any thread may call it.</summary>
    /// <param name="commands">By ids of ecosystems in the store.</param>
    public void RecallFor(ILookup<long, long> commands)
    {
        if (IsNamed)
            return;
        foreach (ClaimedEcosystem ecosystem in Ecosystems)
        {
            if (commands[_experiment.Offsets.Ecosystem + ecosystem.Id].Except(ecosystem.Commands.Select(command => command.Id)).Any())
                _recalled = true;
        }
    }

    /// <inheritdoc/>
    public void Touch() => OrLost(() => _touch.ExecuteNonQuery());

    /// <inheritdoc/>
    public void Commit(IReadOnlyList<SliceCommit> slices)
    {
        ArgumentNullException.ThrowIfNull(slices);
        ArgumentOutOfRangeException.ThrowIfZero(slices.Count, nameof(slices));
        foreach (SliceCommit slice in slices)
            _experiment.Check.Check(slice);
        // What a commit has written that failed is still in the transaction, and would be stored with the next.
        if (_writing)
            throw new InvalidOperationException("A claim whose commit failed can only be disposed of.");
        _writing = true;
        OrLost(() =>
        {
            AllowTimeFor(slices);
            SliceWriter.Write(_connection!, _experiment, slices, [SliceWriter.Command("DELETE FROM attempt WHERE claim = $1", [new NpgsqlParameter { Value = _id, NpgsqlDbType = NpgsqlDbType.Xid8 }]), .. Cleared(slices[0])]);
            _claims.BeforeCommit();
            _transaction.Commit();
            return 0;
        });
        _claims.Attempts.Forget(_id);
        Close(stored: true);
    }

    /// <summary>Gives back what was not committed, at once. Never throws.</summary>
    public void Dispose()
    {
        if (_connection is null)
            return;
        // First the row, then the locks: nobody shall find it without them and take the node for dead. But a commit that failed has
        // the row in its own transaction, which has to end before.
        if (_writing)
            Close(stored: false);
        _claims.Attempts.Remove(_id);
        if (!_writing)
            Close(stored: false);
    }

    // The server counts as silence what it takes to send it something large.
    private void AllowTimeFor(IReadOnlyList<SliceCommit> slices)
    {
        long bytes = slices.Sum(slice => (long)(slice.Checkpoint?.Length ?? 0) + slice.Rows.Snapshots.Sum(snapshot => (long)snapshot.Parameters.Length));
        if (bytes < LargeBytes)
            return;
        TimeSpan silence = _claims.Silence + TimeSpan.FromSeconds((double)bytes / SlowBytesPerSecond);
        _claims.Attempts.Extend(_id, silence);
        PostgresServer.Execute(_connection!, FormattableString.Invariant($"SET LOCAL idle_in_transaction_session_timeout = {(long)silence.TotalMilliseconds}"));
    }

    private IEnumerable<NpgsqlBatchCommand> Cleared(SliceCommit slice)
    {
        if (_suspicion is not { } suspicion)
            yield break;
        long id = _experiment.Offsets.Ecosystem + slice.EcosystemId;
        bool goesOn = slice.Status is EcosystemStatus.Running or EcosystemStatus.Paused;
        yield return goesOn && suspicion.AfterSlice(slice.ExpectedGeneration, slice.Generation) is { } left
            ? SliceWriter.Command(
                "UPDATE suspect SET generations = $2, careful_until = $3, lone_deaths = $4 WHERE ecosystem_id = $1",
                [id, left.Generations, left.CarefulUntil, left.LoneDeaths])
            : SliceWriter.Command("DELETE FROM suspect WHERE ecosystem_id = $1", [id]);
    }

    private void OrLost(Func<int> work)
    {
        ObjectDisposedException.ThrowIf(_connection is null, this);
        try
        {
            work();
        }
        catch (NpgsqlException exception)
        {
            throw _claims.Explain(exception, Ecosystems, lost: Reconnection.IsPassing(exception) || _connection.State != System.Data.ConnectionState.Open);
        }
    }

    private void Close(bool stored)
    {
        NpgsqlConnection connection = _connection!;
        _connection = null;
        try
        {
            _touch.Dispose();
            _transaction.Dispose();
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException or IOException)
        {
            // The connection is broken, and the transaction over with it.
        }

        connection.Dispose();
        _claims.Closed(this, stored);
    }
}
