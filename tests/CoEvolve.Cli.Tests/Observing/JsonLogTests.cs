using System.Text.Json;
using CoEvolve.Postgres.Testing;
using CoEvolve.Scenarios;
using CoEvolve.Store;

namespace CoEvolve.Cli.Tests;

public sealed class JsonLogTests : IDisposable
{
    private const string Scenario = """
        name: logged
        replicates: 4
        generations: 10
        vocabulary: { captions: 5 }
        textModel: { captionsPerGeneration: 20 }

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_logs_objects_that_name_experiment_and_ecosystems_to_standard_error_and_into_the_file()
    {
        string file = _folder.File("log.json");
        ToolResult run = Tool.Run(
            () => new ThirdFails(),
            "run", _folder.Write("a.yaml", Scenario), "--out", _folder.File("a.db"), "--quiet", "--log-level", "Debug", "--log-format", "json", "--log-file", file);

        string[] lines = [.. run.Error.Split('\n').Where(line => line.StartsWith('{'))];
        Assert.Equal(lines, File.ReadAllLines(file));
        JsonElement[] events = Parse(lines);
        JsonElement[] slices = [.. events.Where(e => Text(e, "MessageTemplate").StartsWith("Slice of experiment", StringComparison.Ordinal))];
        Assert.Equal([1, 2, 3, 4], slices.Select(e => Ecosystems(e).Single()).Order());
        Assert.All(slices, e => Assert.Equal(("Debug", 1, "stored"), (Text(e, "Level"), Property(e, "Experiment").GetInt64(), Property(e, "Outcome").GetString())));
        Assert.Equal(30, slices.Sum(e => Property(e, "Generations").GetInt64()));
        JsonElement failure = Assert.Single(events, e => Text(e, "MessageTemplate").StartsWith("Ecosystems {Ecosystems}", StringComparison.Ordinal));
        Assert.Equal(("Information", 3, 1), (Text(failure, "Level"), Ecosystems(failure).Single(), Property(failure, "Experiment").GetInt64()));
        Assert.Contains("failed, the first at generation 0: InvalidOperationException: the third fails", Text(failure, "RenderedMessage"), StringComparison.Ordinal);
        Assert.All(events, e => Assert.True(DateTimeOffset.TryParse(Text(e, "Timestamp"), out _)));
    }

    [PostgresFact]
    public void All_that_a_node_prints_is_one_object_a_line_with_its_name()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        string[] options = ["--name", "one", "--log-level", "Debug", "--log-format", "json"];
        ToolResult stopped;
        using (var node = new RunningNode(database.Address, () => new ThirdFails(), options))
        {
            Assert.Equal(1, Tool.Run("run", _folder.Write("a.yaml", Scenario), "--engine", "postgres", "--store", database.Address, "--quiet").ExitCode);
            stopped = node.Stop();
        }

        JsonElement[] events = Parse(stopped.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.All(events, e => Assert.Equal("one", Property(e, "Node").GetString()));
        Assert.Contains(events, e => Text(e, "RenderedMessage").StartsWith("node one: up to 2 ecosystems at a time", StringComparison.Ordinal));
        Assert.Contains(events, e => Text(e, "RenderedMessage").StartsWith("node one: stopped after 30 generations, 3 ecosystems finished, 1 failed", StringComparison.Ordinal));
        JsonElement[] slices = [.. events.Where(e => Text(e, "MessageTemplate").StartsWith("Slice of experiment", StringComparison.Ordinal))];
        Assert.Equal([1, 2, 3, 4], slices.SelectMany(Ecosystems).Order());
        Assert.All(slices, e => Assert.Equal(1, Property(e, "Experiment").GetInt64()));
        JsonElement failure = Assert.Single(events, e => Text(e, "Level") == "Warning");
        Assert.Equal((3, 1), (Ecosystems(failure).Single(), Property(failure, "Experiment").GetInt64()));
    }

    [PostgresFact]
    public void What_the_store_tells_names_what_it_is_about()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        PostgresExperiments.Add(StoreAddress.Parse(database.Address), Definitions.Of(ScenarioFile.Load(_folder.Write("a.yaml", Scenario))));
        database.Execute("UPDATE model SET kind = 'sound'");
        string file = _folder.File("log.json");
        ToolResult stopped;
        using (var node = new RunningNode(database.Address, null, "--name", "one", "--log-format", "json", "--log-file", file))
        {
            Assert.True(SpinWait.SpinUntil(() => File.Exists(file) && new FileInfo(file).Length > 0, TimeSpan.FromMinutes(1)));
            stopped = node.Stop();
        }

        JsonElement notice = Assert.Single(Parse(stopped.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Contains("was changed by hand and cannot be read", Text(notice, "RenderedMessage"), StringComparison.Ordinal);
        Assert.Equal(("Warning", 1, "one"), (Text(notice, "Level"), Property(notice, "Experiment").GetInt64(), Property(notice, "Node").GetString()));
    }

    [Fact]
    public void A_format_that_there_is_not_is_refused() => Assert.Equal(
        "error: --log-format is 'xml'; allowed are text and json.", Tool.Run("--log-format", "xml", "--version").Refusal());

    private static JsonElement[] Parse(IEnumerable<string> lines) => [.. lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line))];

    private static string Text(JsonElement logEvent, string name) => logEvent.GetProperty(name).GetString()!;

    private static JsonElement Property(JsonElement logEvent, string name) => logEvent.GetProperty("Properties").GetProperty(name);

    private static IEnumerable<int> Ecosystems(JsonElement logEvent) => Property(logEvent, "Ecosystems").EnumerateArray().Select(id => id.GetInt32());
}
