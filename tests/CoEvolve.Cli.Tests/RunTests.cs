using System.Globalization;
using CoEvolve.Store;
using Microsoft.Data.Sqlite;

namespace CoEvolve.Cli.Tests;

public sealed class RunTests : IDisposable
{
    private const string Small = """
        name: small
        seed: 7
        replicates: 6
        generations: 12
        vocabulary: { captions: 4, prior: zipf }
        imageSpace: { dimension: 2, separation: 1 }
        textModel: { captionsPerGeneration: 40 }
        corpus: { captionsPerGeneration: 3, source: uniform }
        userContent: { imagesPerCaption: 2, source: initial }
        record: { snapshots: [0, 5, 12] }

        """;

    private readonly TemporaryFolder _folder = new();
    private readonly string _scenario;

    public RunTests() => _scenario = _folder.Write("small.yaml", Small);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_stores_every_generation_of_every_ecosystem_and_prints_a_summary()
    {
        ToolResult result = Run("a.db");

        Assert.Equal(0, result.ExitCode);
        string file = _folder.File("a.db");
        Assert.Equal(6, Database.Number(file, "SELECT count(*) FROM ecosystem WHERE status = 'finished' AND generation = 12"));
        Assert.Equal(6 * 13, Database.Number(file, "SELECT count(*) FROM text_metric"));
        Assert.Equal(6 * 13, Database.Number(file, "SELECT count(*) FROM image_metric"));
        Assert.Equal(6 * 13 * 4, Database.Number(file, "SELECT count(*) FROM caption_metric"));
        Assert.Equal(6 * 3 * 2, Database.Number(file, "SELECT count(*) FROM snapshot"));
        Assert.Equal(1, Database.Number(file, "SELECT count(*) FROM experiment WHERE name = 'small' AND seed = 7 AND finished_at IS NOT NULL"));
        Assert.StartsWith("small: 6 replicates, 12 generations, seed 7, ", result.Output, StringComparison.Ordinal);
        Assert.Contains("generation   text diversity   image diversity   fidelity error", result.Output, StringComparison.Ordinal);
        Assert.Contains("t text diversity", result.Output, StringComparison.Ordinal);
        Assert.StartsWith("6 of 6 ecosystems, 72 generations, ", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(file + "-wal"));
    }

    [Fact]
    public void The_summary_says_what_plain_SQL_says()
    {
        ToolResult result = Run("a.db");
        double diversity = Database.Number(_folder.File("a.db"), "SELECT avg(gini_simpson) FROM text_metric WHERE generation = 12");
        string[] last = result.Output.Split('\n').Single(l => l.TrimStart().StartsWith("12 ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(diversity.ToString("0.000", CultureInfo.InvariantCulture), last[1]);
    }

    [Fact]
    public void Quiet_prints_nothing()
    {
        ToolResult result = Run("a.db", "--quiet");

        Assert.Equal((0, "", ""), (result.ExitCode, result.Output, result.Error));
    }

    [Fact]
    public void An_existing_file_is_refused_and_kept_unless_forced()
    {
        Run("a.db");
        string before = Database.Everything(_folder.File("a.db"));

        string message = Tool.Run("run", _scenario, "--out", _folder.File("a.db"), "--seed", "8").Refusal();
        Assert.Contains("a.db", message, StringComparison.Ordinal);
        Assert.Contains("--force", message, StringComparison.Ordinal);
        Assert.Equal(before, Database.Everything(_folder.File("a.db")));

        Assert.Equal(0, Run("a.db", "--seed", "8", "--force").ExitCode);
        Assert.NotEqual(before, Database.Everything(_folder.File("a.db")));
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        Run("one.db", "--parallel", "1");
        Run("eight.db", "--parallel", "8");

        Assert.Equal(Database.Everything(_folder.File("one.db")), Database.Everything(_folder.File("eight.db")));
    }

    [Fact]
    public void Recording_every_tenth_generation_records_the_same_bits()
    {
        Run("every.db");
        Run("tenth.db", "--set", "record.every=10");
        string[] every = Lines("every.db", "WHERE generation IN (0, 10, 12)"), tenth = Lines("tenth.db", "");

        Assert.Equal(every, tenth);

        string[] Lines(string file, string where) =>
            [.. Database.Rows(_folder.File(file), $"SELECT ecosystem_id, generation, gini_simpson, entropy, reader_resolution FROM text_metric {where} ORDER BY 1, 2").Select(row => string.Join(',', row))];
    }

    [Fact]
    public void Recording_nothing_but_the_ends_changes_no_bit_of_the_end()
    {
        Run("every.db");
        Run("ends.db", "--set", "record.every=0", "--set", "record.captions=false", "--set", "record.snapshots=[12]");
        const string last = "SELECT ecosystem_id, model, parameters FROM snapshot WHERE generation = 12 ORDER BY 1, 2";

        Assert.Equal(Hex("every.db"), Hex("ends.db"));
        Assert.Equal(2 * 6, Database.Number(_folder.File("ends.db"), "SELECT count(*) FROM text_metric"));
        Assert.Equal(0, Database.Number(_folder.File("ends.db"), "SELECT count(*) FROM caption_metric"));

        string[] Hex(string file) => [.. Database.Rows(_folder.File(file), last).Select(row => $"{row[0]} {row[1]} {Convert.ToHexString((byte[])row[2]!)}")];
    }

    [Fact]
    public void A_point_of_a_sweep_is_the_scenario_run_alone_with_its_values_set()
    {
        string sweep = _folder.Write("sweep.yaml", Small + "sweep: { corpus.captionsPerGeneration: [0, 5, 20] }\n");
        Assert.Equal(0, Tool.Run("run", sweep, "--out", _folder.File("sweep.db"), "--set", "record.every=1", "--set", "record.captions=true").ExitCode);
        Run("alone.db", "--set", "corpus.captionsPerGeneration=5");
        string file = _folder.File("sweep.db");

        Assert.Equal("{\"corpus.captionsPerGeneration\":5}", Database.Rows(file, "SELECT DISTINCT point FROM ecosystem WHERE id BETWEEN 7 AND 12").Single()[0]);
        Assert.Equal(
            Rows(_folder.File("alone.db"), "ecosystem_id", ""),
            Rows(file, "ecosystem_id - 6", "WHERE ecosystem_id BETWEEN 7 AND 12"));

        static string[] Rows(string file, string id, string where) =>
            [.. Database.Rows(file, $"SELECT {id}, generation, caption, share, diversity, log_det, fidelity_error FROM caption_metric {where} ORDER BY 1, 2, 3").Select(row => string.Join(',', row))];
    }

    [Fact]
    public void A_point_of_a_sweep_over_seeds_is_the_scenario_run_alone_with_that_seed()
    {
        string sweep = _folder.Write("sweep.yaml", Small + "sweep: { seed: [7, 3, 9] }\n");
        ToolResult result = Tool.Run("run", sweep, "--out", _folder.File("sweep.db"), "--set", "record.every=1", "--set", "record.captions=true");
        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("small: 3 points × 6 replicates, 12 generations, 3 seeds, ", result.Output, StringComparison.Ordinal);
        foreach ((int point, string seed) in new[] { (0, "7"), (1, "3"), (2, "9") })
        {
            string alone = $"alone-{point}.db";
            Run(alone, "--seed", seed);
            foreach (string table in new[] { "text_metric", "image_metric", "caption_metric", "snapshot" })
                Assert.Equal(Rows(_folder.File(alone), table, 0), Rows(_folder.File("sweep.db"), table, point));
        }

        Assert.NotEqual(Rows(_folder.File("sweep.db"), "text_metric", 0), Rows(_folder.File("sweep.db"), "text_metric", 1));
        Assert.Equal(7, Database.Number(_folder.File("sweep.db"), "SELECT seed FROM experiment"));
        Assert.Contains("--seed 5: the sweep gives seed", Tool.Run("run", sweep, "--out", _folder.File("x.db"), "--seed", "5").Refusal(), StringComparison.Ordinal);

        static string[] Rows(string file, string table, int point) =>
        [
            .. Database.Rows(file, $"SELECT ecosystem_id - {6 * point} AS replicate, * FROM {table} WHERE ecosystem_id BETWEEN {6 * point} + 1 AND {6 * point} + 6 ORDER BY 1, generation, model{(table == "caption_metric" ? ", position" : "")}")
                .Select(row => string.Join(',', row.Where((_, column) => column != 1).Select(value => value is byte[] bytes ? Convert.ToHexString(bytes) : value))),
        ];
    }

    [Fact]
    public void An_interrupted_run_exits_with_130_and_resumes_to_the_same_rows()
    {
        using var interruption = new CancellationTokenSource();
        interruption.Cancel();
        Run("whole.db");

        ToolResult stopped = Tool.Run(interruption.Token, "run", _scenario, "--out", _folder.File("a.db"));
        Assert.Equal(130, stopped.ExitCode);
        Assert.Contains("--resume", stopped.Error, StringComparison.Ordinal);
        ToolResult resumed = Run("a.db", "--resume");

        Assert.Equal(0, resumed.ExitCode);
        Assert.Equal(Database.Everything(_folder.File("whole.db")), Database.Everything(_folder.File("a.db")));
    }

    [Fact]
    public void Resuming_a_finished_run_changes_nothing()
    {
        Run("a.db");
        string rows = Database.Everything(_folder.File("a.db"));
        object? finishedAt = FinishedAt();

        Assert.Equal(0, Run("a.db", "--resume").ExitCode);
        Assert.Equal(rows, Database.Everything(_folder.File("a.db")));
        Assert.Equal(finishedAt, FinishedAt());

        object? FinishedAt() => Database.Rows(_folder.File("a.db"), "SELECT finished_at FROM experiment").Single()[0];
    }

    [Theory]
    [InlineData("its seed is 7; asked for is 8", "--seed", "8")]
    [InlineData("its scenario has 'generations: 12' where 'generations: 13' is asked for", "--set", "generations=13")]
    public void Resuming_something_else_is_refused_with_the_difference(string expected, params string[] change)
    {
        Run("a.db");

        Assert.Contains(expected, Tool.Run(["run", _scenario, "--out", _folder.File("a.db"), "--resume", .. change]).Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Resuming_the_file_of_another_version_is_refused_with_both_versions()
    {
        Run("a.db");
        using (var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _folder.File("a.db"), Pooling = false }.ToString()))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "UPDATE experiment SET version = '0.0.9'";
            command.ExecuteNonQuery();
        }

        Assert.Contains("it was written by version 0.0.9; this is version " + Build.Version, Tool.Run("run", _scenario, "--out", _folder.File("a.db"), "--resume").Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_several_experiments_is_not_resumed_and_stays_as_it_is()
    {
        Run("a.db");
        using (ResultsReader results = ResultsReader.Open(_folder.File("a.db")))
            SqliteRunStore.Add(_folder.File("a.db"), results.Experiment().Definition).Dispose();
        byte[] before = File.ReadAllBytes(_folder.File("a.db"));

        Assert.Contains("a.db: it has 2 experiments; 'run' goes on with a file of one. Choose another --out.", Tool.Run("run", _scenario, "--out", _folder.File("a.db"), "--resume").Refusal(), StringComparison.Ordinal);
        Assert.Contains("the file exists", Tool.Run("run", _scenario, "--out", _folder.File("a.db")).Refusal(), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_folder.File("a.db")));
        Assert.Equal(0, Run("a.db", "--force").ExitCode);
        Assert.Equal(1, Database.Number(_folder.File("a.db"), "SELECT count(*) FROM experiment"));
    }

    [Fact]
    public void A_log_file_holds_the_start_and_the_end_of_a_run()
    {
        Run("a.db", "--log-level", "Information", "--log-file", _folder.File("log.txt"));
        string log = File.ReadAllText(_folder.File("log.txt"));

        Assert.Contains("[INF] small: 6 of 6 ecosystems to run, seed 7", log, StringComparison.Ordinal);
        Assert.Contains("[INF] 72 generations, 6 ecosystems finished, 0 failed", log, StringComparison.Ordinal);
    }

    private ToolResult Run(string file, params string[] options) => Tool.Run(["run", _scenario, "--out", _folder.File(file), .. options]);
}
