using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace CoEvolve.Cli.Tests;

public sealed class ListTests(WatchedStore store) : IClassFixture<WatchedStore>
{
    private const string Error = "InvalidOperationException: the third fails";

    [Fact]
    public void Experiments_are_listed_one_a_line()
    {
        ToolResult result = Tool.Run("list", "--store", store.Twice);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        string[] lines = Lines(result);
        Assert.Equal(4, lines.Length);
        Assert.Matches(@"^ +experiment +name +ecosystems +status +generations +started +finished +version$", lines[0]);
        Assert.Matches(@"^ +1 +small +6 +4 finished, 2 failed +48 of 72 +\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ +\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ +" + Build.Version + "$", lines[2]);
        Assert.Matches(@"^ +2 +again +6 +6 waiting +0 of 72 +\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ +" + Build.Version + "$", lines[3]);
    }

    [Fact]
    public void Of_many_experiments_the_newest_are_kept()
    {
        ToolResult result = Tool.Run("list", "--store", store.Twice, "--limit", "1");

        Assert.Contains(" again ", Assert.Single(Lines(result).Skip(2)), StringComparison.Ordinal);
        Assert.Equal("note: 1 earlier experiment; a higher --limit shows more.\n", result.Error.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Ecosystems_of_an_experiment_are_listed_with_point_status_and_error()
    {
        ToolResult result = Tool.Run("list", "--store", store.Path, "--experiment", "1");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        string[] lines = Lines(result);
        Assert.Equal(2 + 6, lines.Length);
        Assert.Matches(@"^ +ecosystem +point +replicate +status +generation +error$", lines[0]);
        Assert.Matches(@"^ +1 +\{""corpus.captionsPerGeneration"":0\} +1 +finished +12$", lines[2]);
        Assert.Matches(@"^ +6 +\{""corpus.captionsPerGeneration"":4\} +3 +failed +0 +" + Error + "$", lines[7]);
    }

    [Fact]
    public void Ecosystems_of_one_status_are_listed_and_the_rest_is_counted()
    {
        ToolResult result = Tool.Run("list", "--store", store.Path, "--status", "finished", "--limit", "3");

        Assert.Equal(["1", "2", "4"], Lines(result).Skip(2).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]));
        Assert.Equal((0, "note: 1 more ecosystem; a higher --limit shows more.\n"), (result.ExitCode, result.Error.ReplaceLineEndings("\n")));
        Assert.Single(Lines(Tool.Run("list", "--store", store.Path, "--status", "paused")));
    }

    [Fact]
    public void Fifty_ecosystems_are_listed_unless_told_otherwise()
    {
        string many = store.Altered("many.db", """
            WITH RECURSIVE n (i) AS (SELECT 7 UNION ALL SELECT i + 1 FROM n WHERE i < 1234)
            INSERT INTO ecosystem SELECT i, 1, 3, '{}', i, 'waiting', 0, NULL, NULL, NULL FROM n
            """);
        ToolResult result = Tool.Run("list", "--store", many, "--experiment", "1");

        Assert.Equal(2 + 50, Lines(result).Length);
        Assert.Equal("note: 1,184 more ecosystems; a higher --limit shows more.\n", result.Error.ReplaceLineEndings("\n"));
        Assert.Equal(2 + 1234, Lines(Tool.Run("list", "--store", many, "--experiment", "1", "--limit", "2000")).Length);
    }

    [Fact]
    public void Json_has_the_experiments_under_stable_names()
    {
        ToolResult result = Tool.Run("list", "--store", store.Twice, "--json");
        using JsonDocument json = JsonDocument.Parse(result.Output);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(0, json.RootElement.GetProperty("more").GetInt32());
        JsonElement first = json.RootElement.GetProperty("experiments")[0], second = json.RootElement.GetProperty("experiments")[1];
        Assert.Equal(["experiments", "more"], Names(json.RootElement));
        Assert.Equal(["id", "name", "version", "started_at", "finished_at", "ecosystems", "statuses", "generations_done", "generations_in_all"], Names(first));
        Assert.Equal("""{"waiting":0,"running":0,"paused":0,"finished":4,"failed":2,"stopped":0}""", Compact(first.GetProperty("statuses")));
        Assert.Equal(("small", 6, 48, 72), (first.GetProperty("name").GetString(), first.GetProperty("ecosystems").GetInt32(), first.GetProperty("generations_done").GetInt32(), first.GetProperty("generations_in_all").GetInt32()));
        object?[] times = Database.Rows(store.Twice, "SELECT started_at, finished_at FROM experiment WHERE id = 1").Single();
        Assert.Equal(DateTimeOffset.Parse((string)times[0]!, CultureInfo.InvariantCulture), first.GetProperty("started_at").GetDateTimeOffset());
        Assert.Equal(DateTimeOffset.Parse((string)times[1]!, CultureInfo.InvariantCulture), first.GetProperty("finished_at").GetDateTimeOffset());
        Assert.EndsWith("Z", first.GetProperty("started_at").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, second.GetProperty("finished_at").ValueKind);

        ToolResult limited = Tool.Run("list", "--store", store.Twice, "--json", "--limit", "1");
        using JsonDocument one = JsonDocument.Parse(limited.Output);
        Assert.Equal(("again", 1, ""), (one.RootElement.GetProperty("experiments")[0].GetProperty("name").GetString(), one.RootElement.GetProperty("more").GetInt32(), limited.Error));
    }

    [Fact]
    public void Json_has_the_ecosystems_under_stable_names()
    {
        ToolResult result = Tool.Run("list", "--store", store.Path, "--status", "failed", "--limit", "1", "--json");
        using JsonDocument json = JsonDocument.Parse(result.Output);

        Assert.Equal(
            """{"experiment_id":1,"ecosystems":[{"id":3,"point_number":1,"point":{"corpus.captionsPerGeneration":0},"replicate":3,"status":"failed","generation":0,"error":"InvalidOperationException: the third fails"}],"more":1}""",
            Compact(json.RootElement));
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    [Theory]
    [InlineData("there is no such file", "--store", "missing.db")]
    [InlineData("--store is empty", "--store", " ")]
    [InlineData("--limit is 0; allowed is 1 or more", "--limit", "0")]
    [InlineData("--limit is -3; allowed is 1 or more", "--limit", "-3")]
    [InlineData("--status is 'done'; allowed are waiting, running, paused, finished, failed, stopped.", "--status", "done")]
    [InlineData("--status is '3'; allowed are", "--status", "3")]
    [InlineData("it has no experiment 3; it has 1 (small), 2 (again).", "--experiment", "3")]
    [InlineData("it has 2 experiments: 1 (small), 2 (again). Name one with --experiment", "--status", "failed")]
    public void What_cannot_be_is_refused(string expected, params string[] options) =>
        Assert.Contains(expected, Tool.Run(["list", .. options[0] == "--store" ? [] : new[] { "--store", store.Twice }, .. options]).Refusal(), StringComparison.Ordinal);

    [Fact]
    public void A_list_while_the_file_is_written_shows_what_is_committed_and_changes_nothing()
    {
        string path = store.Altered("written.db", "PRAGMA journal_mode = WAL");
        using var writer = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        writer.Open();
        using SqliteCommand command = writer.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE; UPDATE ecosystem SET status = 'running'; DELETE FROM text_metric_row;";
        command.ExecuteNonQuery();

        Assert.Contains(" 4 finished, 2 failed ", Tool.Run("list", "--store", path).Output, StringComparison.Ordinal);
        Assert.Contains("  text model ", Tool.Run("show", "1", "--store", path).Output, StringComparison.Ordinal);
        command.CommandText = "COMMIT";
        command.ExecuteNonQuery();
        Assert.Contains(" 6 running ", Tool.Run("list", "--store", path).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("  text model ", Tool.Run("show", "1", "--store", path).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_terminal_would_obey_is_not_printed_and_long_texts_are_cut()
    {
        string path = store.Altered("terminal.db", $"UPDATE ecosystem SET error = 'a' || char(27) || '[31mb' || char(10) || '[red]c{new string('d', 500)}' WHERE id = 3; UPDATE experiment SET name = 'x' || char(27) || char(10), scenario = 'y' || char(27) || char(10) || 'z'");
        ToolResult list = Tool.Run("list", "--store", path, "--status", "failed");
        string all = list.Output + Tool.Run("list", "--store", path).Output + Tool.Run("show", "--store", path).Output + Tool.Run("show", "3", "--store", path).Output;

        Assert.DoesNotContain(all, c => char.IsControl(c) && c is not ('\n' or '\r'));
        Assert.Matches(@" failed +0 +a \[31mb \[red\]cd{50,100}…$", Lines(list)[2]);
        Assert.Contains(new string('d', 500), Tool.Run("show", "3", "--store", path).Output, StringComparison.Ordinal);
    }

    internal static string[] Lines(ToolResult result) => result.Output.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    internal static string[] Names(JsonElement json) => [.. json.EnumerateObject().Select(property => property.Name)];

    internal static string Compact(JsonElement json) => JsonSerializer.Serialize(json);
}
