using Npgsql;

namespace CoEvolve.Store;

/// <summary>Ends what the server's own timeout does not: sessions of nodes that froze in the middle of a statement.</summary>
/// <remarks>
/// idle_in_transaction_session_timeout counts between statements. A node that freezes while it copies rows, or while it is sent
/// checkpoints, would keep its claim for as long as it is frozen.
/// </remarks>
internal static class FrozenNodes
{
    private const string EndThem = """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND usename = current_user AND application_name LIKE 'coevolve %'
          AND state = 'active' AND wait_event IN ('ClientRead', 'ClientWrite') AND state_change < now() - make_interval(secs => $1)
        """;

    /// <summary>Ends sessions of the same user in the same database that wait for their node, and have been at one statement for so long.</summary>
    public static void End(NpgsqlConnection connection, TimeSpan silence)
    {
        using var command = new NpgsqlCommand(EndThem, connection) { Parameters = { new() { Value = silence.TotalSeconds } } };
        command.ExecuteNonQuery();
    }
}
