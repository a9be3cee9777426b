using System.Text.Json;

namespace CoEvolve.Cli.Tests;

public sealed class ShowTests(WatchedStore store) : IClassFixture<WatchedStore>
{
    [Fact]
    public void An_experiment_is_shown_with_its_scenario()
    {
        ToolResult result = Tool.Run("show", "--store", store.Path);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        string output = result.Output.ReplaceLineEndings("\n");
        Assert.Matches(
            """
            ^experiment 1: small
              ecosystems   6 \(2 points × 3 replicates\): 4 finished, 2 failed
              generations  48 of 72 \(66%\), 12 each
              started      \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ
              finished     \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ
              version      \d+\.\d+\.\d+
              processor    .+
              seed         7
              swept        corpus\.captionsPerGeneration
              models       text \(text\), image \(image\)
              captions     3: cat, dog, bird

            name: small

            """.ReplaceLineEndings("\n"),
            output);
        Assert.EndsWith("\n\n" + Tool.Run("validate", store.Scenario).Output.ReplaceLineEndings("\n").TrimEnd() + "\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_experiment_that_goes_on_says_so()
    {
        string output = Tool.Run("show", "--store", store.Twice, "--experiment", "2").Output;

        Assert.Contains("experiment 2: again", output, StringComparison.Ordinal);
        Assert.Contains("0 of 72 (0%)", output, StringComparison.Ordinal);
        Assert.Contains("  finished     not yet", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Datasets_are_shown_with_length_and_hash_and_many_captions_are_cut()
    {
        using var folder = new TemporaryFolder();
        folder.Write("corpus.txt", "caption-01\ncaption-02\n");
        string scenario = folder.Write("a.yaml", "generations: 1\nreplicates: 1\nvocabulary: { captions: 12 }\ncorpus: { captionsPerGeneration: 1, source: corpus.txt }\n");
        Assert.Equal(0, Tool.Run("run", scenario, "--out", folder.File("a.db"), "--quiet").ExitCode);
        string output = Tool.Run("show", "--store", folder.File("a.db")).Output, hash = (string)Database.Rows(folder.File("a.db"), "SELECT sha256 FROM dataset").Single()[0]!;

        Assert.Contains("  dataset      corpus.txt, 22 bytes, SHA-256 " + hash, output, StringComparison.Ordinal);
        Assert.Contains("  captions     12: caption-01, caption-02, caption-03, caption-04, caption-05, caption-06, caption-07, caption-08, …", output, StringComparison.Ordinal);
        Assert.Contains("(1 point × 1 replicate): 1 finished", output, StringComparison.Ordinal);
        Assert.Contains("  swept        nothing", output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_experiment_as_json_has_stable_names()
    {
        using JsonDocument json = JsonDocument.Parse(Tool.Run("show", "--store", store.Path, "--json").Output);
        JsonElement root = json.RootElement;

        Assert.Equal(
            ["experiment", "seed", "processor", "generations", "points", "replicates", "swept", "models", "captions", "datasets", "nodes", "suspects", "scenario"],
            ListTests.Names(root));
        Assert.Equal(6, root.GetProperty("experiment").GetProperty("ecosystems").GetInt32());
        Assert.Equal((7, 12, 2, 3), (root.GetProperty("seed").GetInt32(), root.GetProperty("generations").GetInt32(), root.GetProperty("points").GetInt32(), root.GetProperty("replicates").GetInt32()));
        Assert.Equal("""["corpus.captionsPerGeneration"]""", ListTests.Compact(root.GetProperty("swept")));
        Assert.Equal("""[{"name":"text","kind":"text"},{"name":"image","kind":"image"}]""", ListTests.Compact(root.GetProperty("models")));
        Assert.Equal("""["cat","dog","bird"]""", ListTests.Compact(root.GetProperty("captions")));
        Assert.Equal(("[]", "[]"), (ListTests.Compact(root.GetProperty("nodes")), ListTests.Compact(root.GetProperty("suspects"))));
        Assert.Equal(Tool.Run("validate", store.Scenario).Output, root.GetProperty("scenario").GetString());
    }

    [Fact]
    public void An_ecosystem_is_shown_with_the_latest_metrics_of_each_model()
    {
        string path = store.Altered("collapsed.db", "UPDATE ecosystem SET text_collapse = 9 WHERE id = 4");
        ToolResult result = Tool.Run("show", "4", "--store", path);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        string[] lines = ListTests.Lines(result);
        Assert.Equal(
            [
                "ecosystem 4 of experiment 1 (small)",
                "  status            finished",
                """  point             {"corpus.captionsPerGeneration":4}""",
                "  replicate         1",
                "  generation        12 of 12",
                "  text collapsed    at generation 9",
                "  images collapsed  no",
                "  snapshots         of generations 0, 8",
            ],
            lines[..8]);
        object?[] text = Database.Rows(path, "SELECT gini_simpson, captions_alive FROM text_metric WHERE ecosystem_id = 4 AND generation = 12").Single();
        object?[] image = Database.Rows(path, "SELECT diversity, fidelity_error FROM image_metric WHERE ecosystem_id = 4 AND generation = 12").Single();
        Assert.Matches(@"^  text model +generation +Gini–Simpson ", lines[8]);
        Assert.Matches($"^  text +12 +{Tables.Number((double)text[0]!)} .* {text[1]} +[0-9.]+ +none$", lines[10]);
        Assert.Matches(@"^  image model +generation +diversity ", lines[11]);
        Assert.Matches($"^  image +12 +{Tables.Number((double)image[0]!)} +{Tables.Number((double)image[1]!)} ", lines[13]);
        Assert.Equal(14, lines.Length);
    }

    [Fact]
    public void A_failed_ecosystem_is_shown_with_its_error()
    {
        string[] lines = ListTests.Lines(Tool.Run("show", "3", "--store", store.Path));

        Assert.Contains("  status            failed", lines);
        Assert.Contains("  generation        0 of 12", lines);
        Assert.Contains("  error             InvalidOperationException: the third fails", lines);
        Assert.Contains("  snapshots         none", lines);
        Assert.DoesNotContain(lines, line => line.Contains("model", StringComparison.Ordinal));
    }

    [Fact]
    public void Commands_are_shown_with_the_generation_they_took_effect_at()
    {
        string path = store.Altered("commanded.db", "INSERT INTO command VALUES (1, 1, 'pause', NULL, '2026-03-01T12:00:00.0000000Z', 8), (2, 1, 'set', 'a=1', '2026-03-01T12:00:05.0000000Z', NULL), (3, 2, 'stop', NULL, '2026-03-01T12:00:00.0000000Z', 1)");
        string[] lines = ListTests.Lines(Tool.Run("show", "1", "--store", path));

        Assert.Matches(@"^ +command +kind +arguments +submitted +took effect at generation$", lines[^4]);
        Assert.Matches(@"^ +1 +pause +2026-03-01 12:00:00Z +8$", lines[^2]);
        Assert.Matches(@"^ +2 +set +a=1 +2026-03-01 12:00:05Z +not yet$", lines[^1]);
        using JsonDocument json = JsonDocument.Parse(Tool.Run("show", "1", "--store", path, "--json").Output);
        Assert.Equal(
            """[{"id":1,"kind":"pause","arguments":null,"submitted_at":"2026-03-01T12:00:00Z","applied_generation":8},{"id":2,"kind":"set","arguments":"a=1","submitted_at":"2026-03-01T12:00:05Z","applied_generation":null}]""",
            ListTests.Compact(json.RootElement.GetProperty("commands")));
    }

    [Fact]
    public void An_ecosystem_as_json_has_stable_names_and_the_stored_numbers()
    {
        using JsonDocument json = JsonDocument.Parse(Tool.Run("show", "5", "--store", store.Path, "--json").Output);
        JsonElement root = json.RootElement;

        Assert.Equal(
            ["experiment_id", "ecosystem", "generations", "text_collapse", "image_collapse", "text_metric", "image_metric", "snapshots", "commands"],
            ListTests.Names(root));
        Assert.Equal(["id", "point_number", "point", "replicate", "status", "generation", "error"], ListTests.Names(root.GetProperty("ecosystem")));
        Assert.Equal("[0,8]", ListTests.Compact(root.GetProperty("snapshots")));
        Holds("text_metric", "generation, model, gini_simpson, entropy, effective_captions, captions_alive, total_variation, reader_resolution");
        Holds("image_metric", "generation, model, diversity, fidelity_error, log_det, within_variance, between_variance, frechet_distance, matthew_index");

        void Holds(string view, string columns)
        {
            JsonElement shown = root.GetProperty(view).EnumerateArray().Single();
            object?[] stored = Database.Rows(store.Path, $"SELECT {columns} FROM {view} WHERE ecosystem_id = 5 AND generation = 12").Single();
            Assert.Equal(columns.Split(", "), ListTests.Names(shown));
            Assert.Equal(stored, shown.EnumerateObject().Zip(stored, (property, value) => value switch
            {
                double => property.Value.GetDouble(),
                long => property.Value.GetInt64(),
                _ => (object?)property.Value.GetString(),
            }));
        }
    }

    [Theory]
    [InlineData("it has 2 experiments: 1 (small), 2 (again). Name one with --experiment", new string[0])]
    [InlineData("it has 2 experiments", new[] { "1" })]
    [InlineData("it has no experiment 3; it has 1 (small), 2 (again).", new[] { "--experiment", "3" })]
    [InlineData("experiment 2 has no ecosystem 7; it has 1 to 6. Give one of these numbers.", new[] { "7", "--experiment", "2" })]
    [InlineData("experiment 1 has no ecosystem 0; it has 1 to 6.", new[] { "0", "--experiment", "1" })]
    [InlineData("'first'", new[] { "first" })]
    public void What_is_not_there_is_refused_with_what_is(string expected, string[] arguments) =>
        Assert.Contains(expected, Tool.Run(["show", "--store", store.Twice, .. arguments]).Refusal(), StringComparison.Ordinal);

    [Fact]
    public void Without_a_store_it_is_results_db_of_this_folder() =>
        Assert.Contains(System.IO.Path.Combine(Environment.CurrentDirectory, "results.db") + ": there is no such file", Tool.Run("show").Refusal(), StringComparison.Ordinal);
}
