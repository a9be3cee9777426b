using System.Globalization;
using CoEvolve.Engines;
using Npgsql;

namespace CoEvolve.Store;

/// <summary>Looks at a PostgreSQL server as a node would use it. Changes nothing.</summary>
public static class PostgresExamination
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // The round trip that took least tells most about the clock.
    private const int ClockLooks = 5;

    /// <summary>Finds out what there is.</summary>
    /// <param name="address">A database of a PostgreSQL server.</param>
    /// <exception cref="StoreException">It cannot be reached, refuses the user, is too old, or has tables that are not those of CoEvolve or newer.</exception>
    public static PostgresFacts Of(StoreAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        using NpgsqlConnection connection = PostgresServer.Connect(address, Patience);
        bool hasTables = PostgresSchema.IsThere(connection, address.Name);
        return PostgresErrors.Reading(address.Name, () => Examine(connection, address, hasTables));
    }

    private static PostgresFacts Examine(NpgsqlConnection connection, StoreAddress address, bool hasTables)
    {
        (TimeSpan ahead, TimeSpan roundTrip) = CompareClocks(connection);
        return new PostgresFacts
        {
            Server = connection.PostgreSqlVersion,
            Form = hasTables ? Ask<int>(connection, "SELECT max(number) FROM coevolve_migration") : 0,
            NewestForm = Migration.All.Count,
            IsReadOnly = Ask<bool>(connection, "SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only')::bool"),
            Rights = Rights(connection, hasTables),
            MostConnections = Ask<int>(connection, "SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int"),
            // Whoever may not see what others do sees at least that they are there.
            Connections = Ask<int>(connection, "SELECT count(*)::int FROM pg_stat_activity WHERE datid IS NOT NULL"),
            SettingsProblem = SettingsProblem(address),
            SynchronousCommit = Ask<string>(connection, "SELECT current_setting('synchronous_commit')"),
            ClockAhead = ahead,
            RoundTrip = roundTrip,
        };
    }

    // Partitions of a new experiment hang under the tables of all, so only their owner submits.
    private static PostgresRights Rights(NpgsqlConnection connection, bool hasTables)
    {
        if (!Ask<bool>(connection, "SELECT current_schema() IS NOT NULL"))
            return PostgresRights.None;
        bool makes = Ask<bool>(connection, "SELECT has_schema_privilege(current_schema(), 'CREATE')");
        if (!hasTables)
            return makes ? PostgresRights.Own : PostgresRights.None;
        if (makes && Ask<bool>(connection, "SELECT bool_and(pg_has_role(relowner, 'USAGE')) FROM pg_class WHERE oid IN ('experiment'::regclass, 'text_metric_row'::regclass)"))
            return PostgresRights.Own;
        const string computes = """
            SELECT has_table_privilege('experiment', 'SELECT') AND has_table_privilege('ecosystem', 'SELECT') AND has_table_privilege('command', 'SELECT')
               AND has_column_privilege('experiment', 'finished_at', 'UPDATE') AND has_column_privilege('ecosystem', 'generation', 'UPDATE')
               AND has_column_privilege('command', 'applied_generation', 'UPDATE')
               AND has_table_privilege('checkpoint', 'SELECT') AND has_table_privilege('checkpoint', 'INSERT') AND has_table_privilege('checkpoint', 'DELETE')
               AND has_table_privilege('attempt', 'INSERT') AND has_table_privilege('suspect', 'INSERT')
               AND coalesce(has_function_privilege(to_regprocedure('make_row_indexes(bigint)'), 'EXECUTE'), true)
               AND coalesce(has_table_privilege(to_regclass('pending_command'), 'DELETE'), true)
               AND (SELECT coalesce(bool_and(has_table_privilege(inhrelid, 'INSERT')), true) FROM pg_inherits WHERE inhparent = 'text_metric_row'::regclass)
            """;
        const string reads = "SELECT has_table_privilege('experiment', 'SELECT') AND has_table_privilege('ecosystem', 'SELECT') AND has_table_privilege('text_metric', 'SELECT')";
        return Ask<bool>(connection, computes) ? PostgresRights.Compute
            : Ask<bool>(connection, reads) ? PostgresRights.Read
            : PostgresRights.None;
    }

    private static string? SettingsProblem(StoreAddress address)
    {
        try
        {
            using var connections = new WorkConnections(address, new PostgresRunOptions { Version = "" });
            connections.Check();
            return null;
        }
        catch (Exception exception) when (exception is StoreException or NpgsqlException)
        {
            return PostgresErrors.Explain(address.Name, exception).Message;
        }
    }

    private static (TimeSpan Ahead, TimeSpan RoundTrip) CompareClocks(NpgsqlConnection connection)
    {
        (TimeSpan ahead, TimeSpan shortest) = (TimeSpan.Zero, TimeSpan.MaxValue);
        for (int look = 0; look < ClockLooks; look++)
        {
            long start = TimeProvider.System.GetTimestamp();
            var server = new DateTimeOffset(Ask<DateTime>(connection, "SELECT clock_timestamp()"), TimeSpan.Zero);
            TimeSpan took = TimeProvider.System.GetElapsedTime(start);
            DateTimeOffset asked = TimeProvider.System.GetUtcNow() - (took / 2);
            if (took < shortest)
                (ahead, shortest) = (server - asked, took);
        }

        return (ahead, shortest);
    }

    private static T Ask<T>(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar() is T answer
            ? answer
            : throw new InvalidCastException(string.Create(CultureInfo.InvariantCulture, $"the server's answer to {sql} is of another kind"));
    }
}
