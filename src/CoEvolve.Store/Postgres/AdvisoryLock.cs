using Npgsql;

namespace CoEvolve.Store;

/// <summary>
/// Locks that programs agree on by name, each schema having its own. They end with the transaction or the session that took them,
/// whatever ends it.
/// </summary>
internal static class AdvisoryLock
{
    private const string Key = "hashtextextended('coevolve ' || @name || ' ' || current_schema(), 0)";

    /// <summary>Waits for the lock; no longer than lock_timeout, if that is set.</summary>
    public static void Take(NpgsqlConnection connection, string name)
    {
        using NpgsqlCommand command = Command(connection, $"SELECT pg_advisory_xact_lock({Key})", name);
        command.ExecuteNonQuery();
    }

    /// <summary>Takes the lock if nobody has it.</summary>
    public static bool TryTake(NpgsqlConnection connection, string name)
    {
        using NpgsqlCommand command = Command(connection, $"SELECT pg_try_advisory_xact_lock({Key})", name);
        return (bool)command.ExecuteScalar()!;
    }

    /// <summary>Takes the lock for as long as the connection lasts, if nobody has it.</summary>
    public static bool TryTakeForSession(NpgsqlConnection connection, string name)
    {
        // By itself the server takes hours to notice that a machine has vanished, and nobody would get the lock meanwhile.
        PostgresServer.Execute(connection, "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3");
        using NpgsqlCommand command = Command(connection, $"SELECT pg_try_advisory_lock({Key})", name);
        return (bool)command.ExecuteScalar()!;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, string name)
    {
        NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("@name", name);
        return command;
    }
}
