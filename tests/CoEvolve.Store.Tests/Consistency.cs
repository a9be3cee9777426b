namespace CoEvolve.Store.Tests;

/// <summary>What must hold in a file at every moment, crashes included, for the slices of <see cref="Samples"/>.</summary>
internal static class Consistency
{
    private const string Captions = "(SELECT count(*) FROM caption c WHERE c.experiment_id = x.id)";

    public static void Check(string path)
    {
        Assert.Equal("ok", TemporaryFolder.Query(path, "PRAGMA integrity_check")[0][0]);
        foreach ((string table, string kind, string captions) in new[] { ("text_metric_row", "text", "1"), ("image_metric_row", "image", "1"), ("caption_metric_row", "image", Captions) })
        {
            // A running ecosystem has all rows below its generation and none beyond; a finished one also those of its last.
            Assert.Empty(TemporaryFolder.Query(path, $"""
                WITH shape AS (
                    SELECT x.id AS experiment_id, {captions} * (SELECT count(*) FROM model m WHERE m.experiment_id = x.id AND m.kind = '{kind}') AS rows
                    FROM experiment x)
                SELECT e.id FROM ecosystem e JOIN shape s ON s.experiment_id = e.experiment_id
                LEFT JOIN (SELECT ecosystem_id, count(*) AS stored, max(generation) AS newest FROM {table} GROUP BY ecosystem_id) r ON r.ecosystem_id = e.id
                WHERE coalesce(r.stored, 0) <> s.rows * (e.generation + (e.status = 'finished'))
                   OR coalesce(r.newest, -1) <> e.generation - (e.status <> 'finished')
                """));

            // Rows name models and captions of their ecosystem's own experiment.
            Assert.Empty(TemporaryFolder.Query(path, $"""
                SELECT r.ecosystem_id FROM {table} r JOIN ecosystem e ON e.id = r.ecosystem_id LEFT JOIN model m ON m.id = r.model_id
                WHERE m.experiment_id IS NOT e.experiment_id OR m.kind IS NOT '{kind}'
                """));
        }

        Assert.Empty(TemporaryFolder.Query(path, """
            SELECT r.ecosystem_id FROM caption_metric_row r JOIN ecosystem e ON e.id = r.ecosystem_id LEFT JOIN caption c ON c.id = r.caption_id
            WHERE c.experiment_id IS NOT e.experiment_id
            """));

        Assert.Empty(TemporaryFolder.Query(path, """
            SELECT e.id FROM ecosystem e LEFT JOIN checkpoint c ON c.ecosystem_id = e.id
            WHERE (e.status = 'running') <> (c.generation IS e.generation AND c.state IS NOT NULL) OR (e.status = 'waiting' AND e.generation <> 0)
            """));
    }
}
