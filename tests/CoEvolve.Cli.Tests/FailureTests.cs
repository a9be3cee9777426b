namespace CoEvolve.Cli.Tests;

/// <summary>What becomes of a run in which an ecosystem throws.</summary>
/// <remarks>
/// No scenario is known that makes an ecosystem throw, so an engine that throws for one replicate stands in for one; the
/// store, the runner and the command are the real ones.
/// </remarks>
public sealed class FailureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_failure_is_stored_and_listed_while_the_others_finish()
    {
        ToolResult result = Run("--quiet");
        string file = _folder.File("a.db");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("failed: ecosystem 3 (point {}, replicate 3) after generation 0: InvalidOperationException: the third fails\n", result.Error.ReplaceLineEndings("\n"));
        Assert.Equal(7, Database.Number(file, "SELECT count(*) FROM ecosystem WHERE status = 'finished'"));
        Assert.Equal("InvalidOperationException: the third fails", Database.Rows(file, "SELECT error FROM ecosystem WHERE status = 'failed'").Single()[0]);
        Assert.Equal(7 * 5, Database.Number(file, "SELECT count(*) FROM text_metric"));
    }

    [Fact]
    public void Fail_fast_starts_nothing_more_and_says_what_is_stored()
    {
        ToolResult result = Run("--quiet", "--fail-fast", "--parallel", "1");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("stopped at the first failure: 2 of 8 ecosystems are finished", result.Error, StringComparison.Ordinal);
        Assert.Equal(5, Database.Number(_folder.File("a.db"), "SELECT count(*) FROM ecosystem WHERE status = 'waiting'"));
    }

    private ToolResult Run(params string[] options)
    {
        string scenario = _folder.Write("a.yaml", "replicates: 8\ngenerations: 4\nvocabulary: { captions: 3 }\ntextModel: { captionsPerGeneration: 20 }\n");
        return Tool.Run(() => new ThirdFails(), ["run", scenario, "--out", _folder.File("a.db"), .. options]);
    }
}
