using Npgsql;

namespace CoEvolve.Store;

/// <summary>Ends what the server's own timeout does not: claims of nodes that froze in the middle of a statement.</summary>
/// <remarks>
/// idle_in_transaction_session_timeout counts between statements. A node that freezes while it copies rows would keep its claim for
/// as long as it is frozen. When it last sent something cannot be seen from outside, only when the statement began: so it has
/// three times as long as it may be silent, and longer where it said that it sends something large.
/// </remarks>
internal static class FrozenNodes
{
    private const string EndThem = """
        SELECT pg_terminate_backend(s.pid) FROM attempt a JOIN pg_stat_activity s ON s.pid = a.process AND s.backend_xid = a.claim::xid
        WHERE s.state = 'active' AND s.wait_event IN ('ClientRead', 'ClientWrite') AND s.state_change < clock_timestamp() - 3 * a.silence
        """;

    /// <summary>Ends those that have been at one statement for too long, and wait for their node.</summary>
    public static void End(NpgsqlConnection connection) => PostgresServer.Execute(connection, EndThem);
}
