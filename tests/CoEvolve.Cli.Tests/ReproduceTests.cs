using CoEvolve.Actors;
using CoEvolve.Engines;

namespace CoEvolve.Cli.Tests;

public sealed class ReproduceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Eight_verdicts_in_a_table_and_in_the_file_and_nothing_else_is_written()
    {
        string folder = _folder.File("new/out"), file = Path.Combine(folder, "results.db");
        ToolResult result = Tool.Run("reproduce", "--quick", "--out", folder);

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        string[] verdicts = [.. result.Output.Split('\n').Where(l => l.TrimEnd().EndsWith(" reproduced", StringComparison.Ordinal)).Select(l => l.Trim().Split(' ')[0])];
        Assert.Equal(["C1", "C2", "C3", "C4", "C5", "C6", "C7", "digits"], verdicts);
        Assert.Contains("8 of 8 findings reproduced", result.Output, StringComparison.Ordinal);
        Assert.Equal(verdicts, Database.Rows(file, "SELECT finding FROM finding GROUP BY finding ORDER BY min(position)").Select(row => (string)row[0]!));
        Assert.Equal(0, Database.Number(file, "SELECT count(*) FROM finding WHERE passed = 0"));
        Assert.Equal(20, Database.Number(file, "SELECT count(*) FROM experiment WHERE finished_at IS NOT NULL"));
        Assert.Equal(Database.Number(file, "SELECT count(*) FROM ecosystem"), Database.Number(file, "SELECT count(*) FROM ecosystem WHERE status = 'finished'"));
        Assert.Equal(["report.html", "results.db"], Directory.GetFiles(folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));

        string refusal = Tool.Run("reproduce", "--quick", "--out", folder).Refusal();
        Assert.Contains("results.db: it exists", refusal, StringComparison.Ordinal);
        Assert.Contains("--force", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Counter_tests_all_come_out_as_not_reproduced_and_leave_no_file()
    {
        string before = string.Join('\n', Directory.GetFileSystemEntries(_folder.Path));
        ToolResult result = Tool.Run("reproduce", "--quick", "--counter", "--out", _folder.File("out"));

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.Contains("11 of 11 counter-tests came out as not reproduced", result.Output, StringComparison.Ordinal);
        Assert.Equal(before, string.Join('\n', Directory.GetFileSystemEntries(_folder.Path)));
    }

    [Fact]
    public void A_simulation_that_is_not_what_the_theory_says_exits_with_1_and_names_what_failed()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exitCode = CommandLine.Run(
            ["reproduce", "--quick", "--out", _folder.File("out")],
            new Streams(output, error, Interactive: false),
            () => new HalfTheCaptions(),
            CancellationToken.None);

        Assert.Equal(1, exitCode);
        Assert.Matches(@"\n  C1 .* not reproduced", output.ToString());
        Assert.Contains("failed (p = ", output.ToString(), StringComparison.Ordinal);
        Assert.True(Database.Number(Path.Combine(_folder.File("out"), "results.db"), "SELECT count(*) FROM finding WHERE passed = 0") > 0);
    }

    [Fact]
    public void An_interrupted_reproduction_says_what_is_stored()
    {
        using var interruption = new CancellationTokenSource();
        interruption.Cancel();
        ToolResult result = Tool.Run(interruption.Token, "reproduce", "--quick", "--out", _folder.File("out"));
        Assert.Equal(130, result.ExitCode);
        Assert.Contains("results.db holds everything so far", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--seed is 1844674407370956; allowed is 0 to 1844674407370954", "--seed", "1844674407370956")]
    [InlineData("--parallel is 0; allowed is 1 to", "--parallel", "0")]
    [InlineData("--out is empty", "--out", " ")]
    public void Bad_options_are_refused_before_any_work(string message, params string[] options) =>
        Assert.Contains(message, Tool.Run(["reproduce", .. options]).Refusal(), StringComparison.Ordinal);

    [Fact]
    public void A_file_in_the_place_of_the_folder_is_refused_and_kept()
    {
        string file = _folder.Write("out", "mine");
        Assert.Contains("this is a file", Tool.Run("reproduce", "--force", "--out", file).Refusal(), StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(file));
    }

    /// <summary>An engine whose text models write half as many captions as the scenario says, which no message tells.</summary>
    private sealed class HalfTheCaptions : IEngine
    {
        private readonly LocalEngine _engine = new();

        public IEcosystemHost Open(EcosystemSpec spec, EcosystemCheckpoint checkpoint, IRecordSink sink, IPulse? pulse = null)
        {
            TextModelSpec text = spec.TextModels[0];
            var fewer = new TextModelSpec(
                text.Name,
                text.Prompts.Select(p => new PromptSpec(p.ImageModel, p.Captions / 2)),
                text.Sees,
                text.Reader,
                text.PerceptionNoise,
                text.LearningRate,
                text.Frozen,
                text.Corpus);
            return _engine.Open(
                new EcosystemSpec(spec.Seed, spec.Generations, spec.Vocabulary, spec.InitialShares, spec.InitialImages, [fewer], spec.ImageModels, spec.Recording),
                checkpoint,
                sink,
                pulse);
        }
    }
}
