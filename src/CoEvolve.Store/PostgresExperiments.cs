using System.Globalization;
using CoEvolve.Engines;
using Npgsql;

namespace CoEvolve.Store;

/// <summary>Submits experiments to a PostgreSQL database, where nodes compute them, and lists those that are there.</summary>
public static class PostgresExperiments
{
    /// <summary>Nodes listen on this channel of NOTIFY for new work.</summary>
    internal const string Channel = "coevolve_work";

    /// <summary>
    /// Adds an experiment, every ecosystem waiting, whole or not at all, and tells the nodes. The tables are made or brought
    /// up to date first.
    /// </summary>
    /// <param name="address">Of a database.</param>
    /// <param name="experiment">
    /// At least one point and one replicate. It may be one that is there already. Where a text has U+0000 or half a surrogate
    /// pair, U+FFFD is stored.
    /// </param>
    /// <returns>The experiment's number.</returns>
    /// <exception cref="StoreException">The database cannot be reached, is foreign, newer than this program or may not be written; it is as it was.</exception>
    /// <remarks>100,000 ecosystems take less than a second. Experiments are added one after the other, whoever adds them.</remarks>
    public static long Add(StoreAddress address, ExperimentDefinition experiment) => Add(address, experiment, again: true).Id;

    /// <summary>As <see cref="Add(StoreAddress, ExperimentDefinition)"/>, unless it is there already. Of many programs that do this at the same time one adds it.</summary>
    /// <param name="address">Of a database.</param>
    /// <param name="experiment">At least one point and one replicate.</param>
    /// <returns>Its number; and what was found, the newest of several (<see cref="SubmittedExperiment.IsOf"/>), or null if it was added.</returns>
    /// <exception cref="StoreException">The database cannot be reached, is foreign, newer than this program or may not be written; it is as it was.</exception>
    public static (long Id, SubmittedExperiment? Found) AddOrFind(StoreAddress address, ExperimentDefinition experiment) => Add(address, experiment, again: false);

    /// <summary>The experiments of a database, newest first; none if it has no tables of CoEvolve yet. Changes nothing.</summary>
    /// <exception cref="StoreException">The database cannot be reached, is foreign or newer than this program.</exception>
    public static IReadOnlyList<SubmittedExperiment> List(StoreAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        using NpgsqlConnection connection = PostgresServer.Connect(address);
        return PostgresSchema.IsThere(connection, address.Name)
            ? PostgresErrors.Reading(address.Name, () => Read(connection))
            : [];
    }

    private static (long Id, SubmittedExperiment? Found) Add(StoreAddress address, ExperimentDefinition experiment, bool again)
    {
        ArgumentNullException.ThrowIfNull(address);
        ExperimentShape.Check(experiment);
        using NpgsqlConnection connection = PostgresServer.Connect(address);
        try
        {
            PostgresSchema.Migrate(connection, address.Name);
            using NpgsqlTransaction transaction = connection.BeginTransaction();
            PostgresServer.Execute(connection, "SET LOCAL lock_timeout = '60s'");
            AdvisoryLock.Take(connection, "submit");
            // Under the lock: whoever had it before has committed, and is seen.
            if (!again && PostgresErrors.Reading(address.Name, () => Read(connection)).Find(submitted => submitted.IsOf(experiment)) is { } found)
                return (found.Id, found);
            IdOffsets at = PostgresExperimentTables.Write(connection, experiment);
            PostgresPartitions.Make(connection, at);
            PostgresServer.Execute(connection, $"NOTIFY {Channel}");
            transaction.Commit();
            return (at.Experiment, null);
        }
        catch (NpgsqlException exception)
        {
            throw PostgresErrors.Explain(address.Name, exception);
        }
    }

    private static List<SubmittedExperiment> Read(NpgsqlConnection connection)
    {
        ILookup<long, (string, string)> datasets = connection
            .List("SELECT experiment_id, name, sha256 FROM dataset ORDER BY id", row => (Experiment: row.GetInt64(0), Data: (row.GetString(1), row.GetString(2))))
            .ToLookup(row => row.Experiment, row => row.Data);
        return connection.List(
            "SELECT id, name, version, CAST(seed AS TEXT), scenario, finished_at FROM experiment ORDER BY id DESC",
            row => new SubmittedExperiment(
                row.GetInt64(0),
                row.GetString(1),
                row.GetString(2),
                ulong.Parse(row.GetString(3), CultureInfo.InvariantCulture),
                row.GetString(4),
                [.. datasets[row.GetInt64(0)]],
                row.IsDBNull(5) ? null : ExperimentTables.Time(row.GetString(5))));
    }
}
