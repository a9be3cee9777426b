using CoEvolve.Engines;
using Microsoft.Data.Sqlite;

namespace CoEvolve.Store.Tests;

public sealed class TablesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("experiment", "id, name, scenario, seed, version, processor, started_at, finished_at", false)]
    [InlineData("ecosystem", "id, experiment_id, point, replicate, status, generation, error, point_number, text_collapse, image_collapse", false)]
    [InlineData("text_metric", "ecosystem_id, generation, model, gini_simpson, entropy, effective_captions, captions_alive, total_variation, reader_resolution", true)]
    [InlineData("image_metric", "ecosystem_id, generation, model, diversity, fidelity_error, log_det, within_variance, between_variance, frechet_distance, matthew_index", true)]
    [InlineData("caption_metric", "ecosystem_id, generation, model, caption, share, diversity, log_det, fidelity_error, position", true)]
    [InlineData("snapshot", "ecosystem_id, generation, model, format_version, parameters, kind", true)]
    [InlineData("command", "id, ecosystem_id, kind, arguments, submitted_at, applied_generation", true)]
    [InlineData("finding", "position, finding, setting, name, kind, predicted, measured, lower, upper, effect, p_value, level, passed, relation, headline", true)]
    [InlineData("dataset", "experiment_id, sha256, name, bytes", false)]
    public void The_names_of_the_contract_can_be_read(string table, string columns, bool exactly)
    {
        SqliteRunStore.Create(_folder.Results, Samples.Experiment(), false).Dispose();
        _folder.Query($"SELECT {columns} FROM {table}");
        using SqliteConnection connection = TemporaryFolder.Connect(_folder.Results);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table}";
        using SqliteDataReader reader = command.ExecuteReader();
        if (exactly)
            Assert.Equal(columns, string.Join(", ", Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)));
    }

    [Fact]
    public void All_ecosystems_wait_from_the_start_point_by_point()
    {
        SqliteRunStore.Create(_folder.Results, Samples.Experiment(points: 2, replicates: 2), false).Dispose();
        string[] lines = [.. _folder.Query("SELECT id, experiment_id, point_number, point, replicate, status, generation, error FROM ecosystem ORDER BY id").Select(row => string.Join('|', row))];
        Assert.Equal(
            [
                """1|1|1|{"corpus.captionsPerGeneration":0}|1|waiting|0|""",
                """2|1|1|{"corpus.captionsPerGeneration":0}|2|waiting|0|""",
                """3|1|2|{"corpus.captionsPerGeneration":1}|1|waiting|0|""",
                """4|1|2|{"corpus.captionsPerGeneration":1}|2|waiting|0|""",
            ],
            lines);
    }

    [Fact]
    public void A_hundred_thousand_ecosystems_are_created_and_claimed_in_order()
    {
        using var store = SqliteRunStore.Create(_folder.Results, Samples.Experiment(points: 1000, replicates: 100), false);
        Assert.Equal(100_000, store.Unfinished);
        IReadOnlyList<ClaimedEcosystem> all = store.Claim(200_000);
        Assert.Equal(Enumerable.Range(1, 100_000).Select(id => (long)id), all.Select(ecosystem => ecosystem.Id));
        Assert.Equal((999, 100), (all[^1].Point, all[^1].Replicate));
        Assert.Equal(100_000, _folder.Count("SELECT count(*) FROM ecosystem WHERE status = 'waiting'"));
    }

    [Fact]
    public void Tables_have_no_index_while_the_run_lasts_and_all_of_them_at_its_end()
    {
        const string Indexes = "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name LIKE '%_row' ORDER BY name";
        using (var store = SqliteRunStore.Create(_folder.Results, Samples.Experiment(), false))
        {
            foreach (ClaimedEcosystem ecosystem in store.Claim(3))
                store.Commit(Samples.Slice(ecosystem, 5, 10));
            store.Flush();
            Assert.Empty(_folder.Query(Indexes));
            Samples.Run(store, 10, 5);
            store.Flush();
        }

        Assert.Equal(["caption_metric_key", "image_metric_key", "snapshot_key", "text_metric_key"], _folder.Query(Indexes).Select(row => row[0]));
        string plan = string.Join('\n', _folder.Query("EXPLAIN QUERY PLAN SELECT * FROM caption_metric WHERE ecosystem_id = 2 AND generation = 4").Select(row => row[3]));
        Assert.Contains("USING INDEX caption_metric_key (ecosystem_id=? AND generation=?)", plan, StringComparison.Ordinal);
    }

    [Fact]
    public void A_finished_file_says_when_and_stands_alone()
    {
        var clock = new FixedClock(new DateTimeOffset(2026, 3, 1, 12, 30, 0, TimeSpan.Zero));
        using (var store = SqliteRunStore.Create(_folder.Results, Samples.Experiment(), false, new SqliteStoreOptions { Clock = clock }))
        {
            Samples.Run(store, 10, 4);
            store.Flush();
            store.Flush();
        }

        Assert.Equal(["results.db"], _folder.Names);
        // Byte 18 of the header is 2 under WAL: then a reader would have to write beside the file.
        Assert.Equal(1, File.ReadAllBytes(_folder.Results)[18]);
        Assert.Equal(["2026-03-01T10:00:00.0000000Z", "2026-03-01T12:30:00.0000000Z"], _folder.Query("SELECT started_at, finished_at FROM experiment")[0]);
        Assert.Equal(0, _folder.Count("SELECT count(*) FROM checkpoint"));
        Assert.Equal(3 * 11 * 3, _folder.Count("SELECT count(*) FROM caption_metric"));
        Assert.Equal(["ok"], _folder.Query("PRAGMA integrity_check")[0]);
        Assert.Empty(_folder.Query("PRAGMA foreign_key_check"));
        Assert.Equal([ResultsFile.ApplicationId, ResultsFile.FormatVersion], new[] { _folder.Count("PRAGMA application_id"), _folder.Count("PRAGMA user_version") });
        Assert.Equal([1L, "finished", 10L, null, 10L, null], _folder.Query("SELECT id, status, generation, error, text_collapse, image_collapse FROM ecosystem")[0]);
    }

    [Fact]
    public void A_failed_ecosystem_keeps_its_error_and_the_others_finish()
    {
        using var store = SqliteRunStore.Create(_folder.Results, Samples.Experiment(), false);
        store.Commit(Samples.Failure(Assert.Single(store.Claim(1)), "caption 'chat' \"broke\""));
        Samples.Run(store, 10, 10);
        store.Flush();
        Assert.Equal(0, store.Unfinished);
        Assert.Equal(["failed", "finished", "finished"], _folder.Query("SELECT status FROM ecosystem ORDER BY id").Select(row => row[0]));
        Assert.Equal("caption 'chat' \"broke\"", _folder.Query("SELECT error FROM ecosystem WHERE id = 1")[0][0]);
        Assert.NotNull(_folder.Query("SELECT finished_at FROM experiment")[0][0]);
    }
}
