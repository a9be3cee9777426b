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
            MayWrite = Ask<bool>(connection, "SELECT has_schema_privilege(current_schema(), 'CREATE')")
                && (!hasTables || Ask<bool>(connection, "SELECT has_table_privilege('ecosystem', 'UPDATE') AND has_table_privilege('text_metric_row', 'INSERT')")),
            MostConnections = Ask<int>(connection, "SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int"),
            // Whoever may not see what others do sees at least that they are there.
            Connections = Ask<int>(connection, "SELECT count(*)::int FROM pg_stat_activity WHERE datid IS NOT NULL"),
            SettingsProblem = SettingsProblem(address),
            SynchronousCommit = Ask<string>(connection, "SELECT current_setting('synchronous_commit')"),
            ClockAhead = ahead,
            RoundTrip = roundTrip,
        };
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
