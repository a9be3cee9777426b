using System.Globalization;
using System.Text.Json;
using CoEvolve.Store;
using Microsoft.Data.Sqlite;

namespace CoEvolve.Cli.Tests;

public sealed class ExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _store;

    public ExportTests()
    {
        string scenario = _folder.Write("a.yaml", "replicates: 3\ngenerations: 6\nvocabulary: { captions: [zero, one, 'two, \"2\"'] }\ntextModel: { captionsPerGeneration: 10 }\nrecord: { snapshots: [6] }\n");
        _store = _folder.File("a.db");
        Assert.Equal(0, Tool.Run("run", scenario, "--out", _store, "--quiet").ExitCode);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Csv_has_a_file_a_table_sorted_by_key_and_numbers_that_read_back_alike()
    {
        ToolResult result = Tool.Run("export", _store, "--format", "csv", "--out", _folder.File("csv"));

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(
            ["caption_metric.csv", "command.csv", "dataset.csv", "ecosystem.csv", "experiment.csv", "finding.csv", "image_metric.csv", "snapshot.csv", "text_metric.csv"],
            Directory.GetFiles(_folder.File("csv")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        string[] lines = File.ReadAllLines(Path.Combine(_folder.File("csv"), "text_metric.csv"));
        Assert.Equal("ecosystem_id,generation,model,gini_simpson,entropy,effective_captions,captions_alive,total_variation,reader_resolution", lines[0]);
        List<object?[]> rows = Database.Rows(_store, "SELECT * FROM text_metric ORDER BY ecosystem_id, generation");
        Assert.Equal(rows.Count, lines.Length - 1);
        for (int i = 0; i < rows.Count; i++)
        {
            string[] fields = lines[i + 1].Split(',');
            Assert.Equal(rows[i][0], long.Parse(fields[0], CultureInfo.InvariantCulture));
            Assert.Equal(rows[i][1], long.Parse(fields[1], CultureInfo.InvariantCulture));
            Assert.Equal(rows[i][3], double.Parse(fields[3], CultureInfo.InvariantCulture));
            Assert.Equal(rows[i][8], fields[8].Length == 0 ? null : double.Parse(fields[8], CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void Json_lines_hold_the_same_rows()
    {
        Assert.Equal(0, Tool.Run("export", _store, "--format", "json", "--out", _folder.File("json")).ExitCode);
        string[] lines = File.ReadAllLines(Path.Combine(_folder.File("json"), "caption_metric.jsonl"));
        List<object?[]> rows = Database.Rows(_store, "SELECT ecosystem_id, generation, caption, share, log_det FROM caption_metric ORDER BY ecosystem_id, generation, position");

        Assert.Equal(rows.Count, lines.Length);
        for (int i = 0; i < rows.Count; i++)
        {
            using JsonDocument row = JsonDocument.Parse(lines[i]);
            Assert.Equal(rows[i][2], row.RootElement.GetProperty("caption").GetString());
            Assert.Equal(rows[i][3], row.RootElement.GetProperty("share").GetDouble());
            JsonElement logDet = row.RootElement.GetProperty("log_det");
            Assert.Equal(rows[i][4], logDet.ValueKind == JsonValueKind.Null ? null : logDet.GetDouble());
        }
    }

    [Fact]
    public void Words_with_commas_and_quotes_and_blobs_come_back()
    {
        Assert.Equal(0, Tool.Run("export", _store, "--out", _folder.File("csv")).ExitCode);

        Assert.Contains(",\"two, \"\"2\"\"\",", File.ReadAllText(Path.Combine(_folder.File("csv"), "caption_metric.csv")), StringComparison.Ordinal);
        string[] snapshot = File.ReadAllLines(Path.Combine(_folder.File("csv"), "snapshot.csv"))[1].Split(',');
        Assert.Equal(
            Database.Rows(_store, "SELECT parameters FROM snapshot ORDER BY ecosystem_id, generation, model LIMIT 1").Single()[0],
            Convert.FromBase64String(snapshot[4]));
    }

    [Fact]
    public void Files_that_are_there_are_refused_unless_forced()
    {
        Assert.Equal(0, Tool.Run("export", _store, "--out", _folder.File("csv")).ExitCode);

        Assert.Contains("--force", Tool.Run("export", _store, "--out", _folder.File("csv")).Refusal(), StringComparison.Ordinal);
        Assert.Equal(0, Tool.Run("export", _store, "--out", _folder.File("csv"), "--force").ExitCode);
    }

    [Fact]
    public void Without_out_the_folder_is_named_after_the_file()
    {
        Assert.Equal(0, Tool.Run("export", _store).ExitCode);
        Assert.True(File.Exists(Path.Combine(_folder.File("a"), "ecosystem.csv")));
    }

    [Theory]
    [InlineData("there is no such file", "missing.db")]
    [InlineData("this is not a CoEvolve results file", "a.yaml")]
    [InlineData("this is a folder", ".")]
    public void What_is_no_results_file_is_refused(string expected, string store) =>
        Assert.Contains(expected, Tool.Run("export", _folder.File(store), "--out", _folder.File("csv")).Refusal(), StringComparison.Ordinal);

    [Fact]
    public void An_experiment_that_is_not_there_is_refused() =>
        Assert.Contains("it has no experiment 2", Tool.Run("export", _store, "--experiment", "2", "--out", _folder.File("csv")).Refusal(), StringComparison.Ordinal);

    [Fact]
    public void Of_several_experiments_one_is_named_and_exported_as_if_it_were_alone()
    {
        string[] alone = Exported();
        using (ResultsReader results = ResultsReader.Open(_store))
            SqliteRunStore.Add(_store, results.Experiment().Definition with { Name = "again" }).Dispose();

        Assert.Contains("it has 2 experiments: 1 (a), 2 (again). Name one with --experiment, as in --experiment 1.", Tool.Run("export", _store, "--out", _folder.File("csv")).Refusal(), StringComparison.Ordinal);
        Assert.Equal(alone, Exported("--experiment", "1"));
        string[] second = Exported("--experiment", "2");
        Assert.Contains("\n1,again,", string.Concat(second), StringComparison.Ordinal);
        Assert.Contains("\n1,1,1,{},1,waiting,", string.Concat(second), StringComparison.Ordinal);

        string[] Exported(params string[] options)
        {
            Assert.Equal(0, Tool.Run(["export", _store, "--out", _folder.File("csv"), "--force", .. options]).ExitCode);
            return [.. Directory.GetFiles(_folder.File("csv")).Order(StringComparer.Ordinal).Select(File.ReadAllText)];
        }
    }

    [Fact]
    public void An_export_while_the_file_is_written_shows_one_moment()
    {
        using var writer = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _store, Pooling = false }.ToString());
        writer.Open();
        using SqliteCommand command = writer.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; BEGIN IMMEDIATE; DELETE FROM text_metric_row;";
        command.ExecuteNonQuery();

        Assert.Equal(0, Tool.Run("export", _store, "--out", _folder.File("csv")).ExitCode);
        Assert.Equal(1 + (3 * 7), File.ReadAllLines(Path.Combine(_folder.File("csv"), "text_metric.csv")).Length);
    }
}
