using CoEvolve.Engines;

namespace CoEvolve.Store.Tests;

/// <summary>Files of format 1, which an earlier version wrote, are read, go on, and take further experiments.</summary>
public sealed class OlderFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public OlderFormatTests() => _folder.Execute(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Formats", "file-of-format-1.sql")));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_of_format_1_is_read_and_exported_and_stays_as_it_is()
    {
        byte[] before = File.ReadAllBytes(_folder.Results);
        using (var reader = ResultsReader.Open(_folder.Results))
        {
            Assert.Equal(new ExperimentEntry(1, "réference", 3, null), Assert.Single(reader.Experiments()));
            Assert.Equal(["words.csv", "empty.csv"], reader.Experiment().Definition.Datasets.Select(data => data.Name));
            Assert.Equal([0, 1, 2, 3], reader.Generations(1));
            Assert.Empty(reader.Findings());
            Assert.Equal(["words.csv", "empty.csv"], reader.Details().Datasets.Select(data => data.Name));
            Assert.Equal(reader.Experiment().Definition.Captions, reader.Details().Captions);
            Assert.Equal(3, Assert.Single(reader.Ecosystem(1).Texts).Generation);
        }

        SqliteRunStore.Create(Path.Combine(_folder.Folder, "new.db"), Samples.Experiment(generations: 3), false).Dispose();
        Assert.Equal(Headers("new.db"), Headers("results.db"));
        Assert.Equal(before, File.ReadAllBytes(_folder.Results));
    }

    [Fact]
    public void A_run_of_format_1_goes_on_to_the_same_rows_in_its_own_format()
    {
        using (SqliteRunStore store = SqliteRunStore.Open(_folder.Results))
        {
            Assert.Equal(2, store.Unfinished);
            Samples.Finish(store, 1);
        }

        Assert.Equal(1, _folder.Count("PRAGMA user_version"));
        Assert.Equal(4, _folder.Count("SELECT count(*) FROM sqlite_schema WHERE type = 'index'"));
        Consistency.Check(_folder.Results);
        using (SqliteRunStore store = SqliteRunStore.Create(Path.Combine(_folder.Folder, "new.db"), Samples.Experiment(generations: 3), false))
            Samples.Finish(store, 2);
        foreach (string table in new[] { "ecosystem", "text_metric", "image_metric", "caption_metric", "dataset" })
            Assert.Equal(Exported("new.db", table), Exported("results.db", table));
    }

    [Fact]
    public void An_added_experiment_makes_it_a_file_of_the_newest_format()
    {
        string rows = Exported("results.db", "caption_metric"), datasets = Exported("results.db", "dataset");
        using (SqliteRunStore second = SqliteRunStore.Add(_folder.Results, Samples.Other()))
            Samples.Finish(second, 3);
        Assert.Equal(ResultsFile.FormatVersion, _folder.Count("PRAGMA user_version"));
        Assert.Equal((rows, datasets), (Exported("results.db", "caption_metric", 1), Exported("results.db", "dataset", 1)));
        using (SqliteRunStore first = SqliteRunStore.Open(_folder.Results, experiment: 1))
            Samples.Finish(first, 3);
        Consistency.Check(_folder.Results);
        Assert.Equal(["ok"], _folder.Query("PRAGMA integrity_check")[0]);

        // As a file that had the newest format from the beginning: same tables and views, columns and indexes.
        string fresh = Path.Combine(_folder.Folder, "new.db");
        SqliteRunStore.Add(fresh, Samples.Experiment(generations: 3)).Dispose();
        using (SqliteRunStore second = SqliteRunStore.Add(fresh, Samples.Other()))
            Samples.Finish(second, 3);
        using (SqliteRunStore first = SqliteRunStore.Open(fresh, experiment: 1))
            Samples.Finish(first, 3);
        const string columns = """
            SELECT s.type, s.name, c.cid, c.name, c.type, c."notnull", c.pk, (SELECT group_concat("from" || "table") FROM pragma_foreign_key_list(s.name))
            FROM sqlite_schema s LEFT JOIN pragma_table_info(s.name) c ORDER BY s.type, s.name, c.cid
            """;
        Assert.Equal(Text(fresh, columns), Text(_folder.Results, columns));
        Assert.Equal(Exported("new.db", "dataset", 2), Exported("results.db", "dataset", 2));
    }

    [Fact]
    public void Findings_make_it_a_file_of_the_newest_format_too()
    {
        var check = new StoredCheck { Finding = "C1", Setting = "", Name = "effect", Kind = CheckKind.Demonstration, Passed = true };
        FindingsTable.Write(_folder.Results, [check]);
        Assert.Equal(ResultsFile.FormatVersion, _folder.Count("PRAGMA user_version"));
        using (var reader = ResultsReader.Open(_folder.Results))
            Assert.Equal([check], reader.Findings());
        using SqliteRunStore store = SqliteRunStore.Open(_folder.Results);
        Samples.Finish(store, 3);
    }

    [Fact]
    public void An_addition_that_fails_leaves_the_format_as_it_was()
    {
        Assert.Throws<StoreException>(() => SqliteRunStore.Add(_folder.Results, Samples.Other() with { Captions = [null!] }));
        Assert.Equal(1, _folder.Count("PRAGMA user_version"));
        using SqliteRunStore store = SqliteRunStore.Open(_folder.Results);
        Samples.Finish(store, 3);
    }

    private static string Text(string path, string sql) => string.Join('\n', TemporaryFolder.Query(path, sql).Select(row => string.Join('|', row)));

    private string Headers(string file) =>
        string.Join('\n', Export(file, null).Select(f => Path.GetFileName(f.File) + ": " + File.ReadLines(f.File).First()));

    private string Exported(string file, string table, long? experiment = null) =>
        File.ReadAllText(Export(file, experiment).Single(f => Path.GetFileNameWithoutExtension(f.File) == table).File);

    private IReadOnlyList<(string File, long Rows)> Export(string file, long? experiment) =>
        ResultsExport.Write(Path.Combine(_folder.Folder, file), experiment, ExportFormat.Csv, Path.Combine(_folder.Folder, "export-" + file), true);
}
