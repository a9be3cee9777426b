namespace CoEvolve.Cli.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public void Version_is_printed_alone()
    {
        ToolResult result = Tool.Run("--version");

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+\n$", result.Output.ReplaceLineEndings("\n"));
        Assert.Empty(result.Error);
    }

    [Fact]
    public void Help_names_every_verb()
    {
        ToolResult result = Tool.Run("--help");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("run <SCENARIO>", result.Output, StringComparison.Ordinal);
        Assert.Contains("validate <SCENARIO>", result.Output, StringComparison.Ordinal);
        Assert.Contains("  list ", result.Output, StringComparison.Ordinal);
        Assert.Contains("show <ECOSYSTEM>", result.Output, StringComparison.Ordinal);
        Assert.Contains("theory <SCENARIO>", result.Output, StringComparison.Ordinal);
        Assert.Contains("plan <SCENARIO>", result.Output, StringComparison.Ordinal);
        Assert.Contains("  doctor ", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no command is given", new string[0])]
    [InlineData("'walk'", new[] { "walk" })]
    [InlineData("--help", new[] { "run" })]
    [InlineData("'--colour'", new[] { "run", "a.yaml", "--colour" })]
    [InlineData("'two'", new[] { "run", "a.yaml", "--parallel", "two" })]
    [InlineData("--parallel is 0; allowed is 1 to 1024", new[] { "run", "a.yaml", "--parallel", "0" })]
    [InlineData("--engine is 'abacus'; allowed are 'local', 'postgres' and 'akka'", new[] { "run", "a.yaml", "--engine", "abacus" })]
    [InlineData("--store is lab:5432/runs, a database; --engine local writes a file. Give --engine postgres", new[] { "run", "a.yaml", "--store", "postgres://me:secret@lab/runs" })]
    [InlineData("results.db, a file; --engine postgres needs a PostgreSQL database", new[] { "run", "a.yaml", "--engine", "postgres" })]
    [InlineData("--parallel is for this process", new[] { "run", "a.yaml", "--engine", "postgres", "--store", "postgres://lab/runs", "--parallel", "2" })]
    [InlineData("--fail-fast stops this process", new[] { "run", "a.yaml", "--engine", "postgres", "--store", "postgres://lab/runs", "--fail-fast" })]
    [InlineData("'--store' is required", new[] { "node" })]
    [InlineData("--engine is 'local'; a node has 'postgres' and 'akka'", new[] { "node", "--store", "postgres://lab/runs", "--engine", "local" })]
    [InlineData("results.db, a file; a node needs a PostgreSQL database", new[] { "node", "--store", "results.db" })]
    [InlineData("--parallel is 0; allowed is 1 to 1024", new[] { "node", "--store", "postgres://lab/runs", "--parallel", "0" })]
    [InlineData("--silence is 0.5; allowed are 1 to 3600 seconds", new[] { "node", "--store", "postgres://lab/runs", "--silence", "0.5" })]
    [InlineData("--name must have 1 to 60 characters", new[] { "node", "--store", "postgres://lab/runs", "--name", " " })]
    [InlineData("--otlp is 'collector'; it must be the address of an OpenTelemetry collector", new[] { "node", "--store", "postgres://lab/runs", "--otlp", "collector" })]
    [InlineData("--otlp is 'collector'; it must be the address of an OpenTelemetry collector", new[] { "run", "a.yaml", "--otlp", "collector" })]
    [InlineData("--otlp is for this process, and with --engine postgres on a database nodes compute", new[] { "run", "a.yaml", "--engine", "postgres", "--store", "postgres://lab/runs", "--otlp", "http://lab:4318" })]
    [InlineData("--resume goes on with a results file and --force replaces it", new[] { "run", "a.yaml", "--resume", "--force" })]
    [InlineData("--log-level is 'loud'; allowed are Verbose, Debug, Information, Warning, Error, Fatal", new[] { "validate", "a.yaml", "--log-level", "loud" })]
    [InlineData("missing.yaml", new[] { "run", "missing.yaml" })]
    [InlineData("missing.yaml", new[] { "validate", "missing.yaml" })]
    [InlineData("--log-file /no/such/folder/log.txt cannot be written", new[] { "--log-file", "/no/such/folder/log.txt", "--version" })]
    public void Bad_arguments_exit_with_2_and_one_line(string expected, string[] args) =>
        Assert.Contains(expected, Tool.Run(args).Refusal(), StringComparison.Ordinal);

    [WithoutAkkaTheory]
    [InlineData("run", "a.yaml", "--engine", "akka")]
    [InlineData("run", "a.yaml", "--engine", "akka", "--store", "postgres://lab/runs")]
    [InlineData("node", "--engine", "akka", "--store", "postgres://lab/runs")]
    public void A_build_without_Akka_says_how_to_get_one_with_it(params string[] args) =>
        Assert.Equal(
            "error: --engine is 'akka', which this program was built without; build it with 'dotnet build -p:Akka=true' where a package source has Akka.NET (docs/akka.md), or leave --engine out.",
            Tool.Run(args).Refusal());

    [Fact]
    public void Validate_prints_the_resolved_scenario_which_validates_to_itself()
    {
        using var folder = new TemporaryFolder();
        ToolResult first = Tool.Run("validate", Repository.Path("scenarios", "reference.yaml"), "--set", "generations=7", "--seed", "99");
        string resolved = folder.Write("resolved.yaml", first.Output);
        ToolResult second = Tool.Run("validate", resolved);

        Assert.Equal(0, first.ExitCode);
        Assert.Contains("generations: 7", first.Output, StringComparison.Ordinal);
        Assert.Contains("seed: 99", first.Output, StringComparison.Ordinal);
        Assert.Equal(first.Output, second.Output);
    }

    [Fact]
    public void Every_shipped_scenario_validates()
    {
        foreach (string scenario in Directory.GetFiles(Repository.Path("scenarios"), "*.yaml"))
            Assert.Equal((0, ""), (Tool.Run("validate", scenario).ExitCode, Tool.Run("validate", scenario).Error));
    }

    [Fact]
    public void A_wrong_value_is_refused_with_its_place_before_any_file_is_made()
    {
        using var folder = new TemporaryFolder();
        string scenario = folder.Write("bad.yaml", "vocabulary: { captions: 3 }\nimageModel: { learningRate: 1.3 }\n");

        string message = Tool.Run("run", scenario, "--out", folder.File("results.db")).Refusal();

        Assert.Contains("bad.yaml(2,29): imageModel.learningRate is 1.3; allowed is (0, 1].", message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("results.db")));
    }

    [Fact]
    public void A_scenario_that_cannot_be_read_is_named_in_full_however_long_its_path()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File(Path.Combine(new string('a', 60), new string('b', 60), "missing.yaml"));

        Assert.StartsWith($"error: {path}: there is no such scenario file.", Tool.Run("run", path).Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Corpus_lines_outside_the_vocabulary_are_reported()
    {
        using var folder = new TemporaryFolder();
        folder.Write("corpus.txt", "cat\ndog\ncat\nunicorn\n");
        string scenario = folder.Write("a.yaml", "vocabulary: { captions: [cat, dog] }\ncorpus: { captionsPerGeneration: 1, source: corpus.txt }\n");

        ToolResult result = Tool.Run("validate", scenario);

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("note: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("1", result.Error, StringComparison.Ordinal);
    }
}
