using CoEvolve.Store;

namespace CoEvolve.Cli.Tests;

public sealed class ReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _store;
    private readonly string _page;

    public ReportTests()
    {
        string scenario = _folder.Write("a.yaml", "replicates: 3\ngenerations: 6\nvocabulary: { captions: 3 }\ntextModel: { captionsPerGeneration: 10 }\n");
        _store = _folder.File("a.db");
        _page = _folder.File("page.html");
        Assert.Equal(0, Tool.Run("run", scenario, "--out", _store, "--quiet").ExitCode);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_writes_a_page_and_says_where()
    {
        byte[] before = File.ReadAllBytes(_store);
        ToolResult result = Tool.Run("report", _store, "--out", _page);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Matches($"^{System.Text.RegularExpressions.Regex.Escape(_page)}: \\d+ kB\n$", result.Output.ReplaceLineEndings("\n"));
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(_page), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_store));
    }

    [Fact]
    public void A_page_that_is_there_is_refused_unless_forced()
    {
        File.WriteAllText(_page, "mine");

        Assert.Contains("--force", Tool.Run("report", _store, "--out", _page).Refusal(), StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(_page));
        Assert.Equal(0, Tool.Run("report", _store, "--out", _page, "--force").ExitCode);
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(_page), StringComparison.Ordinal);
    }

    [Fact]
    public void The_results_file_itself_is_never_replaced() =>
        Assert.Contains("this is the results file itself", Tool.Run("report", _store, "--out", _store, "--force").Refusal(), StringComparison.Ordinal);

    [Theory]
    [InlineData("there is no such file", "missing.db", "page.html")]
    [InlineData("this is not a CoEvolve results file", "a.yaml", "page.html")]
    [InlineData("this is a folder", ".", "page.html")]
    [InlineData("--out must name a file", "a.db", ".")]
    [InlineData("it cannot be written", "a.db", "no/such/page.html")]
    [InlineData("it cannot be written", "a.db", "nul\0l.html")]
    public void What_cannot_be_is_refused(string expected, string store, string page) =>
        Assert.Contains(expected, Tool.Run("report", _folder.File(store), "--out", _folder.File(page)).Refusal(), StringComparison.Ordinal);

    [Fact]
    public void Empty_names_are_refused()
    {
        Assert.Contains("STORE is empty", Tool.Run("report", " ").Refusal(), StringComparison.Ordinal);
        Assert.Contains("--out is empty", Tool.Run("report", _store, "--out", "").Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_experiments_one_is_named()
    {
        using (ResultsReader results = ResultsReader.Open(_store))
            SqliteRunStore.Add(_store, results.Experiment().Definition with { Name = "again" }).Dispose();

        Assert.Contains("1 (a), 2 (again). Name one with --experiment", Tool.Run("report", _store, "--out", _page).Refusal(), StringComparison.Ordinal);
        Assert.Contains("it has no experiment 3", Tool.Run("report", _store, "--experiment", "3", "--out", _page).Refusal(), StringComparison.Ordinal);
        Assert.False(File.Exists(_page));
        Assert.Equal(0, Tool.Run("report", _store, "--experiment", "2", "--out", _page).ExitCode);
    }
}
