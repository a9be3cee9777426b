using CoEvolve.Engines;
using Npgsql;

namespace CoEvolve.Store;

/// <summary>
/// Ecosystems of one experiment, locked by an open transaction: the lock is the claim, and ends with the connection however
/// that ends. For one thread at a time.
/// </summary>
internal sealed class PostgresClaim : IClaim
{
    private readonly PostgresClaims _claims;
    private readonly OpenExperiment _experiment;
    private readonly Suspicion? _suspicion;
    private readonly long _attempt;
    private readonly NpgsqlTransaction _transaction;
    private readonly NpgsqlCommand _touch;
    private NpgsqlConnection? _connection;
    private bool _writing;

    /// <param name="claims">Whose claim it is.</param>
    /// <param name="connection">Has the transaction; closed with the claim.</param>
    /// <param name="transaction">Holds the locks.</param>
    /// <param name="experiment">Of all the ecosystems.</param>
    /// <param name="ecosystems">What is locked.</param>
    /// <param name="suspicion">Of the only one, if it runs alone.</param>
    /// <param name="attempt">The row in the table attempt.</param>
    public PostgresClaim(
        PostgresClaims claims, NpgsqlConnection connection, NpgsqlTransaction transaction, OpenExperiment experiment, IReadOnlyList<ClaimedEcosystem> ecosystems, Suspicion? suspicion, long attempt)
    {
        _claims = claims;
        _connection = connection;
        _transaction = transaction;
        _experiment = experiment;
        _suspicion = suspicion;
        _attempt = attempt;
        _touch = new NpgsqlCommand("SELECT 1", connection);
        Ecosystems = ecosystems;
    }

    /// <inheritdoc/>
    public IReadOnlyList<ClaimedEcosystem> Ecosystems { get; }

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
            SliceWriter.Write(_connection!, _experiment, slices, [SliceWriter.Command("DELETE FROM attempt WHERE id = $1", [_attempt]), .. Cleared(slices[0])]);
            _claims.BeforeCommit();
            _transaction.Commit();
            return 0;
        });
        _claims.Attempts.Forget(_attempt);
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
        _claims.Attempts.Remove(_attempt);
        if (!_writing)
            Close(stored: false);
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
        catch (NpgsqlException)
        {
            // The connection is broken, and the transaction over with it.
        }

        connection.Dispose();
        _claims.Closed(this, stored);
    }
}
