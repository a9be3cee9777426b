using System.Data.Common;
using CoEvolve.Engines;
using Microsoft.Data.Sqlite;

namespace CoEvolve.Store;

/// <summary>Short looks at a store from beside a run. Each has a connection of its own, waits no longer than it is told, and changes nothing.</summary>
public static class StoreProbe
{
    // Written so that PostgreSQL counts along the index of what is open, which is small once most of an experiment is done.
    private const string CountWaiting = """
        SELECT x.id, (SELECT count(*) FROM ecosystem e WHERE e.experiment_id = x.id AND e.status IN ('waiting', 'running') AND e.status = 'waiting')
        FROM experiment x WHERE x.finished_at IS NULL ORDER BY x.id
        """;

    /// <summary>Returns if a database can be reached and has the tables of this version.</summary>
    /// <param name="address">A database of a PostgreSQL server.</param>
    /// <param name="patience">How long to wait for the connection, and for each answer.</param>
    /// <exception cref="StoreException">It cannot, or has not.</exception>
    public static void RequireTables(StoreAddress address, TimeSpan patience)
    {
        ArgumentNullException.ThrowIfNull(address);
        using DbConnection connection = Connect(address, patience);
    }

    /// <summary>How many ecosystems nobody has begun to compute, of each experiment that is not finished.</summary>
    /// <param name="address">A results file or a database.</param>
    /// <param name="patience">How long to wait for the connection, and for each answer.</param>
    /// <exception cref="StoreException">The store cannot be reached, or has no results.</exception>
    public static IReadOnlyList<(long Experiment, long Waiting)> CountWaitingEcosystems(StoreAddress address, TimeSpan patience)
    {
        ArgumentNullException.ThrowIfNull(address);
        using DbConnection connection = Connect(address, patience);
        List<(long, long)> Count() => connection.List(CountWaiting, row => (row.GetInt64(0), row.GetInt64(1)));
        return address.IsPostgres ? PostgresErrors.Reading(address.Name, Count) : SqliteErrors.Reading(address.Name, Count);
    }

    private static DbConnection Connect(StoreAddress address, TimeSpan patience)
    {
        if (!address.IsPostgres)
            return ResultsFile.OpenExisting(address.File!, SqliteOpenMode.ReadOnly, patience);
        var connection = PostgresServer.Connect(address, patience);
        try
        {
            PostgresSchema.Require(connection, address.Name);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
