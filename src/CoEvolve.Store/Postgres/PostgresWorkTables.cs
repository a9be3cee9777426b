using System.Data.Common;

namespace CoEvolve.Store;

/// <summary>What nodes write down of their work: the tables attempt and suspect. Not thread-safe.</summary>
internal sealed class PostgresWorkTables(DbConnection connection) : IWorkTables
{
    // A claim is of one experiment, so its first ecosystem tells which.
    public IReadOnlyList<NodeAtWork> Nodes(IdOffsets experiment) => connection.List(
        $"""
        SELECT node, min(started_at), sum(cardinality(ecosystem_ids)) FROM attempt
        WHERE ecosystem_ids[1] > @offset AND ecosystem_ids[1] <= @last
          AND NOT ({Attempts.IsOrphan})
        GROUP BY node ORDER BY node COLLATE "C"
        """,
        row => new NodeAtWork(row.GetString(0), row.GetFieldValue<DateTimeOffset>(1), row.GetInt64(2)),
        ("@offset", experiment.Ecosystem),
        ("@last", experiment.LastEcosystem));

    public IReadOnlyList<SuspectEcosystem> Suspects(IdOffsets experiment) => connection.List(
        """
        SELECT ecosystem_id - @offset, node, lone_deaths FROM suspect
        WHERE ecosystem_id > @offset AND ecosystem_id <= @last ORDER BY ecosystem_id
        """,
        row => new SuspectEcosystem(row.GetInt64(0), row.StringOrNull(1), row.GetInt32(2)),
        ("@offset", experiment.Ecosystem),
        ("@last", experiment.LastEcosystem));
}
