using CoEvolve.Engines;

namespace CoEvolve.Store.Tests;

public sealed class SeveralExperimentsTests : IDisposable
{
    private const string RowIndexes = "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name LIKE '%_row'";

    private static readonly string[] Tables =
        ["SELECT sql FROM sqlite_schema", "SELECT * FROM experiment", "SELECT * FROM ecosystem", "SELECT * FROM caption", "SELECT * FROM text_metric"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Adding_makes_the_file_or_appends_and_ids_of_the_ports_begin_at_one()
    {
        using (SqliteRunStore first = SqliteRunStore.Add(_folder.Results, Samples.Experiment()))
            Assert.Equal((1, 3), (first.ExperimentId, first.Unfinished));
        using (SqliteRunStore second = SqliteRunStore.Add(_folder.Results, Samples.Other()))
        {
            Assert.Equal((2, 8), (second.ExperimentId, second.Unfinished));
            Assert.Equal(Samples.Other().Captions, second.Experiment.Captions);
            Assert.Equal(Samples.Other().Models, second.Experiment.Models);
            Assert.Equal(Samples.Other().Datasets.Select(data => data.Sha256), second.Experiment.Datasets.Select(data => data.Sha256));
            IReadOnlyList<ClaimedEcosystem> all = second.Claim(20);
            Assert.Equal([1L, 2, 3, 4, 5, 6, 7, 8], all.Select(ecosystem => ecosystem.Id));
            Assert.Equal((1, 4), (all[^1].Point, all[^1].Replicate));
        }

        Assert.Equal(Enumerable.Range(1, 11).Select(id => (object)(long)id), _folder.Query("SELECT id FROM ecosystem ORDER BY id").Select(row => row[0]!));
        Assert.Equal([3L, 8L], _folder.Query("SELECT count(*) FROM ecosystem GROUP BY experiment_id ORDER BY experiment_id").Select(row => row[0]));
        Assert.Empty(_folder.Query("PRAGMA foreign_key_check"));
        Assert.Equal(["results.db"], _folder.Names);
    }

    [Fact]
    public void Experiments_of_different_shapes_run_in_turn_and_each_keeps_its_rows()
    {
        ExperimentDefinition[] all = [Samples.Experiment(), Samples.Other(), Samples.Experiment(points: 2, replicates: 1, generations: 5)];
        foreach (ExperimentDefinition experiment in all)
            SqliteRunStore.Add(_folder.Results, experiment).Dispose();

        // Each goes a little way, then each to its end.
        foreach (long id in new[] { 3, 1, 2 })
        {
            using SqliteRunStore store = SqliteRunStore.Open(_folder.Results, experiment: id);
            store.Commit(Samples.Slice(store.Claim(1)[0], 3, store.Experiment.Generations, store.Experiment));
            store.Flush();
            Consistency.Check(_folder.Results);
        }

        foreach (long id in new[] { 2, 3, 1 })
        {
            using SqliteRunStore store = SqliteRunStore.Open(_folder.Results, experiment: id);
            Assert.Equal(all[id - 1].Ecosystems, store.Unfinished);
            ClaimedEcosystem underWay = store.Claim(1)[0];
            Assert.Equal((1, 3), (underWay.Id, underWay.Generation));
            Assert.Equal(Samples.Checkpoint(1, 3), underWay.Checkpoint);
            store.Release(underWay);
            Samples.Finish(store, 2);
            Consistency.Check(_folder.Results);
        }

        Assert.Empty(_folder.Query("PRAGMA foreign_key_check"));
        Assert.Equal(4, _folder.Query(RowIndexes).Count);
        Assert.Equal(0, _folder.Count("SELECT count(*) FROM checkpoint"));
    }

    [Fact]
    public void A_reader_sees_the_experiment_that_it_asks_for()
    {
        SqliteRunStore.Add(_folder.Results, Samples.Experiment()).Dispose();
        using (SqliteRunStore second = SqliteRunStore.Add(_folder.Results, Samples.Other(points: 1)))
        {
            second.Commit(Samples.Failure(second.Claim(1)[0], "it broke"));
            Samples.Finish(second, 6);
        }

        using var reader = ResultsReader.Open(_folder.Results);
        Assert.Equal([(1, "réference", 3), (2, "other", 4)], reader.Experiments().Select(e => ((int)e.Id, e.Name, e.Ecosystems)));
        Assert.Equal([true, false], reader.Experiments().Select(e => e.FinishedAt is null));
        Assert.Equal((2, "other"), (reader.Experiment(2).Id, reader.Experiment(2).Definition.Name));
        Assert.Equal(new Dictionary<EcosystemStatus, int> { [EcosystemStatus.Waiting] = 3 }, reader.StatusCounts(1));
        Assert.Equal(new Dictionary<EcosystemStatus, int> { [EcosystemStatus.Finished] = 3, [EcosystemStatus.Failed] = 1 }, reader.StatusCounts(2));
        Assert.Empty(reader.Failed(1));
        Assert.Equal([new FailedEcosystem(1, "{}", 1, 0, "it broke")], reader.Failed(2));
        Assert.Empty(reader.Generations(1));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], reader.Generations(2));
        Assert.Empty(reader.Texts(1));
        Assert.Equal(["writer", "editor"], reader.Texts(2).Select(t => t.Model).Distinct());
        Assert.Equal(["painter", "camera"], reader.Images(2).Select(i => i.Model).Distinct());
        Assert.Empty(reader.Collapses(1));
        Assert.Equal([new CollapseSummary(0, 3, 3, 30, 0, null)], reader.Collapses(2));
        Assert.Empty(reader.SnapshotGenerations(2, 1));
        Assert.Equal([6], reader.SnapshotGenerations(2, 2));
        Assert.Equal([2, 3], reader.Snapshot(2, 6, "camera", 2));
        Assert.Null(reader.Snapshot(2, 6, "camera", 1));

        // Ecosystem 0 of the second experiment would be the last of the first, and 5 is beyond.
        Assert.Empty(reader.SnapshotGenerations(5, 2));
        Assert.Null(reader.Snapshot(-1, 6, "camera", 2));
    }

    [Fact]
    public void Where_there_are_several_one_must_be_named()
    {
        SqliteRunStore.Add(_folder.Results, Samples.Experiment()).Dispose();
        SqliteRunStore.Add(_folder.Results, Samples.Other()).Dispose();
        using var reader = ResultsReader.Open(_folder.Results);
        string several = $"{_folder.Results}: it has 2 experiments: 1 (réference), 2 (other). Name one with --experiment, as in --experiment 1.";
        Assert.Equal(several, Assert.Throws<StoreException>(() => SqliteRunStore.Open(_folder.Results)).Message);
        Assert.Equal(several, Assert.Throws<StoreException>(() => reader.Experiment()).Message);
        Assert.Equal(several, Assert.Throws<StoreException>(() => reader.Texts()).Message);
        Assert.Equal(several, Assert.Throws<StoreException>(() => Export("a", null)).Message);
        string missing = $"{_folder.Results}: it has no experiment 3; it has 1 (réference), 2 (other). Give --experiment one of these numbers.";
        Assert.Equal(missing, Assert.Throws<StoreException>(() => SqliteRunStore.Open(_folder.Results, experiment: 3)).Message);
        Assert.Equal(missing, Assert.Throws<StoreException>(() => reader.Collapses(3)).Message);
        Assert.Equal(missing, Assert.Throws<StoreException>(() => Export("a", 3)).Message);
        Assert.Equal(["results.db"], _folder.Names);
    }

    [Theory]
    [InlineData(ExportFormat.Csv)]
    [InlineData(ExportFormat.Json)]
    public void An_export_is_that_of_the_same_run_in_a_file_of_its_own(ExportFormat format)
    {
        var options = new SqliteStoreOptions { Clock = new FixedClock(new DateTimeOffset(2026, 3, 1, 12, 30, 0, TimeSpan.Zero)) };
        ExperimentDefinition[] all = [Samples.Experiment(), Samples.Other(), Samples.Experiment(points: 2, replicates: 1, generations: 5)];
        foreach (ExperimentDefinition experiment in all)
            SqliteRunStore.Add(_folder.Results, experiment).Dispose();
        for (int i = all.Length - 1; i >= 0; i--)
        {
            using SqliteRunStore store = SqliteRunStore.Open(_folder.Results, options, experiment: i + 1);
            Samples.Finish(store, 2);
        }

        for (int i = 0; i < all.Length; i++)
        {
            string alone = Path.Combine(_folder.Folder, $"alone-{i}.db");
            using (SqliteRunStore store = SqliteRunStore.Create(alone, all[i], false, options))
                Samples.Finish(store, 3);
            IReadOnlyList<(string File, long Rows)> one = ResultsExport.Write(alone, null, format, Path.Combine(_folder.Folder, $"alone-{i}"), false);
            IReadOnlyList<(string File, long Rows)> among = Export($"among-{i}", i + 1, format);
            Assert.Equal(one.Select(f => (Path.GetFileName(f.File), f.Rows)), among.Select(f => (Path.GetFileName(f.File), f.Rows)));
            foreach ((string left, string right) in one.Zip(among, (l, r) => (l.File, r.File)))
                Assert.Equal(File.ReadAllText(left), File.ReadAllText(right));
            Assert.True(one.Count(f => f.Rows > 0) >= 6, "tables with rows");
        }
    }

    [Fact]
    public void Indexes_go_when_an_experiment_is_added_and_come_back_with_the_end_of_the_last()
    {
        using (SqliteRunStore first = SqliteRunStore.Create(_folder.Results, Samples.Experiment(), false))
            Samples.Finish(first, 10);
        Assert.Equal(4, _folder.Query(RowIndexes).Count);
        SqliteRunStore.Add(_folder.Results, Samples.Other()).Dispose();
        Assert.Empty(_folder.Query(RowIndexes));
        using (SqliteRunStore third = SqliteRunStore.Add(_folder.Results, Samples.Experiment()))
            Samples.Finish(third, 10);
        Assert.Empty(_folder.Query(RowIndexes));
        Assert.Equal([true, false, true], _folder.Query("SELECT finished_at IS NOT NULL FROM experiment ORDER BY id").Select(row => (long)row[0]! == 1));
        using (SqliteRunStore second = SqliteRunStore.Open(_folder.Results, experiment: 2))
            Samples.Finish(second, 6);
        Assert.Equal(4, _folder.Query(RowIndexes).Count);
        Assert.Equal(3, _folder.Count("SELECT count(finished_at) FROM experiment"));
    }

    [Fact]
    public void While_a_run_writes_the_file_nothing_can_be_added_and_no_other_experiment_opened()
    {
        SqliteRunStore.Add(_folder.Results, Samples.Other()).Dispose();
        using (SqliteRunStore running = SqliteRunStore.Add(_folder.Results, Samples.Experiment()))
        {
            string busy = $"{_folder.Results}: another run is writing this file. Wait for it or stop it, or choose another --out.";
            Assert.Equal(busy, Assert.Throws<StoreException>(() => SqliteRunStore.Add(_folder.Results, Samples.Experiment())).Message);
            Assert.Equal(busy, Assert.Throws<StoreException>(() => SqliteRunStore.Open(_folder.Results, experiment: 1)).Message);
            Samples.Finish(running, 5);
        }

        Assert.Equal(2, _folder.Count("SELECT count(*) FROM experiment"));
        Assert.Equal(["results.db"], _folder.Names);
    }

    [Fact]
    public void An_addition_that_fails_half_way_leaves_the_file_as_it_was()
    {
        using (SqliteRunStore first = SqliteRunStore.Create(_folder.Results, Samples.Experiment(), false))
            Samples.Finish(first, 10);
        string before = Dump();
        ExperimentDefinition broken = Samples.Other() with { Captions = ["eins", null!] };
        Assert.Throws<StoreException>(() => SqliteRunStore.Add(_folder.Results, broken));
        Assert.Contains("the disk is full", Assert.Throws<StoreException>(() => SqliteRunStore.Add(
            _folder.Results, Samples.Other(replicates: 50_000), new SqliteStoreOptions { MaximumPages = 100 })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SqliteRunStore.Add(_folder.Results, Samples.Other() with { Points = [] }));
        Assert.Equal(before, Dump());
        Assert.Equal(["results.db"], _folder.Names);
        Assert.Equal(1, File.ReadAllBytes(_folder.Results)[18]);
        using SqliteRunStore added = SqliteRunStore.Add(_folder.Results, Samples.Other());
        Assert.Equal(2, added.ExperimentId);
    }

    [Theory]
    [InlineData("DELETE FROM ecosystem WHERE id = 5", "7 ecosystems")]
    [InlineData("UPDATE ecosystem SET id = 100 WHERE id = 5", "do not follow each other")]
    [InlineData("DELETE FROM ecosystem WHERE id = 2", "do not follow each other")]
    [InlineData("UPDATE ecosystem SET experiment_id = 2 WHERE id = 3", "9 ecosystems")]
    public void Ids_that_were_changed_by_hand_are_refused(string sql, string expected)
    {
        SqliteRunStore.Add(_folder.Results, Samples.Experiment()).Dispose();
        SqliteRunStore.Add(_folder.Results, Samples.Other()).Dispose();
        _folder.Execute(sql);
        Assert.Contains(expected, Assert.Throws<StoreException>(() => SqliteRunStore.Open(_folder.Results, experiment: 2)).Message, StringComparison.Ordinal);
    }

    private IReadOnlyList<(string File, long Rows)> Export(string name, long? experiment, ExportFormat format = ExportFormat.Csv) =>
        ResultsExport.Write(_folder.Results, experiment, format, Path.Combine(_folder.Folder, name), false);

    private string Dump() => string.Join('\n', Tables.SelectMany(sql => _folder.Query(sql).Select(row => string.Join('|', row))));
}
