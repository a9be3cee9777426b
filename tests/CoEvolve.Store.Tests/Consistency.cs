namespace CoEvolve.Store.Tests;

/// <summary>What must hold in a file at every moment, crashes included, for the slices of <see cref="Samples"/>.</summary>
internal static class Consistency
{
    public static void Check(string path)
    {
        Assert.Equal("ok", TemporaryFolder.Query(path, "PRAGMA integrity_check")[0][0]);
        foreach ((string table, int rows) in new[] { ("text_metric_row", 1), ("image_metric_row", 1), ("caption_metric_row", 3) })
        {
            // A running ecosystem has all rows below its generation and none beyond; a finished one also those of its last.
            Assert.Empty(TemporaryFolder.Query(path, $"""
                SELECT e.id FROM ecosystem e
                LEFT JOIN (SELECT ecosystem_id, count(*) AS stored, max(generation) AS newest FROM {table} GROUP BY ecosystem_id) r ON r.ecosystem_id = e.id
                WHERE coalesce(r.stored, 0) <> {rows} * (e.generation + (e.status = 'finished'))
                   OR coalesce(r.newest, -1) <> e.generation - (e.status <> 'finished')
                """));
        }

        Assert.Empty(TemporaryFolder.Query(path, """
            SELECT e.id FROM ecosystem e LEFT JOIN checkpoint c ON c.ecosystem_id = e.id
            WHERE (e.status = 'running') <> (c.generation IS e.generation AND c.state IS NOT NULL) OR (e.status = 'waiting' AND e.generation <> 0)
            """));
    }
}
