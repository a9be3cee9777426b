using System.Data.Common;
using System.Globalization;
using CoEvolve.Actors;
using CoEvolve.Engines;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CoEvolve.Store;

/// <summary>
/// Gives commands to ecosystems from outside: rows in the table command, which whoever runs the ecosystem applies between two
/// generations. Touches no row that a run or a node holds, and so waits for none.
/// </summary>
public static class StoredCommands
{
    private const string Open = "status IN ('waiting', 'running', 'paused')";

    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Stores commands for all chosen ecosystems that are not over: all of them, or none.</summary>
    /// <param name="store">A results file or a database that has the tables.</param>
    /// <param name="target">Whom they are for.</param>
    /// <param name="commands">One or more, in the order in which they are to be applied.</param>
    /// <param name="submittedAt">Now.</param>
    /// <exception cref="StoreException">The store cannot be read or written, or has no such experiment, point or ecosystem; nothing was stored.</exception>
    /// <remarks>One insert for each ecosystem and command. Commands are applied in the order in which they were stored, whoever stored them.</remarks>
    public static CommandReceipt Submit(string store, CommandTarget target, IReadOnlyList<SteeringCommand> commands, DateTimeOffset submittedAt)
    {
        ArgumentException.ThrowIfNullOrEmpty(store);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(commands);
        ArgumentOutOfRangeException.ThrowIfZero(commands.Count, nameof(commands));
        var address = StoreAddress.Parse(store);
        return address.IsPostgres ? ToDatabase(address, target, commands, submittedAt) : ToFile(address, target, commands, submittedAt);
    }

    private static CommandReceipt ToFile(StoreAddress address, CommandTarget target, IReadOnlyList<SteeringCommand> commands, DateTimeOffset submittedAt)
    {
        using var database = new SqliteResultsDatabase(address.Name, ResultsFile.OpenExisting(address.File!, SqliteOpenMode.ReadWrite, LockTimeout));
        return database.Reading(() =>
        {
            using SqliteTransaction transaction = ((SqliteConnection)database.Connection).BeginTransaction(deferred: false);
            CommandReceipt receipt = Insert(database, target, commands, submittedAt, insert => insert);
            transaction.Commit();
            return receipt;
        });
    }

    private static CommandReceipt ToDatabase(StoreAddress address, CommandTarget target, IReadOnlyList<SteeringCommand> commands, DateTimeOffset submittedAt)
    {
        using NpgsqlConnection connection = PostgresServer.Connect(address);
        PostgresSchema.Require(connection, address.Name);
        using var database = new PostgresResultsDatabase(address.Name, connection);
        return database.Reading(() =>
        {
            using NpgsqlTransaction transaction = connection.BeginTransaction();
            PostgresServer.Execute(connection, "SET LOCAL lock_timeout = '10s'");
            // So numbers rise in the order in which commands can be seen.
            AdvisoryLock.Take(connection, "command");
            CommandReceipt receipt = Insert(
                database, target, commands, submittedAt, insert => $"WITH given AS ({insert} RETURNING ecosystem_id, id) INSERT INTO pending_command (ecosystem_id, command_id) SELECT ecosystem_id, id FROM given");
            if (receipt.Given > 0)
                PostgresServer.Execute(connection, $"NOTIFY {PostgresExperiments.Channel}");
            transaction.Commit();
            return receipt;
        });
    }

    private static CommandReceipt Insert(ResultsDatabase database, CommandTarget target, IReadOnlyList<SteeringCommand> commands, DateTimeOffset submittedAt, Func<string, string> around)
    {
        DbConnection connection = database.Connection;
        var at = IdOffsets.Of(connection, ExperimentChoice.Of(database, target.Experiment));
        Check(database, at, target);
        string chosen = "id > @offset AND id <= @last" + (target.Point is null ? "" : " AND point_number = @point") + (target.Ecosystem is null ? "" : " AND id = @offset + @ecosystem");
        List<(string, object)> parameters = [("@offset", at.Ecosystem), ("@last", at.LastEcosystem)];
        if (target.Point is int point)
            parameters.Add(("@point", point));
        if (target.Ecosystem is long ecosystem)
            parameters.Add(("@ecosystem", ecosystem));
        long all = connection.Number($"SELECT count(*) FROM ecosystem WHERE {chosen}", [.. parameters]);
        long open = connection.Number($"SELECT count(*) FROM ecosystem WHERE {chosen} AND {Open}", [.. parameters]);
        foreach (SteeringCommand command in commands)
        {
            string insert = $"""
                INSERT INTO command (ecosystem_id, kind, arguments, submitted_at)
                SELECT id, @kind, nullif(@arguments, ''), @time FROM ecosystem WHERE {chosen} AND {Open} ORDER BY id
                """;
            using DbCommand statement = connection.Command(
                around(insert), [.. parameters, ("@kind", command.Kind), ("@arguments", command.Arguments), ("@time", ExperimentTables.Time(submittedAt))]);
            statement.ExecuteNonQuery();
        }

        return new CommandReceipt(at.Experiment, (int)open, (int)(all - open));
    }

    private static void Check(ResultsDatabase database, IdOffsets at, CommandTarget target)
    {
        long ecosystems = at.LastEcosystem - at.Ecosystem;
        if (target.Ecosystem is long ecosystem && (ecosystem < 1 || ecosystem > ecosystems))
            throw Refuse("ecosystem", ecosystem, ecosystems);
        if (target.Point is not int point)
            return;
        long points = database.Connection.Number("SELECT CAST(coalesce(max(point_number), 0) AS bigint) FROM ecosystem WHERE id > @offset AND id <= @last", ("@offset", at.Ecosystem), ("@last", at.LastEcosystem));
        if (point < 1 || point > points)
            throw Refuse("point", point, points);

        StoreException Refuse(string what, long number, long most) => new(string.Create(
            CultureInfo.InvariantCulture, $"{database.Name}: experiment {at.Experiment} has no {what} {number}; it has 1 to {most}. Give one of these numbers."));
    }
}
