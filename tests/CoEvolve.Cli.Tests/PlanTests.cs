using System.Globalization;
using System.Text.RegularExpressions;
using CoEvolve.Actors;
using CoEvolve.Engines;

namespace CoEvolve.Cli.Tests;

public sealed class PlanTests : IDisposable
{
    private const string Small = "seed: 3\nvocabulary: { captions: [cat, dog, fish], prior: zipf }\ntextModel: { captionsPerGeneration: 30 }\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_lines_it_prints_make_a_scenario_that_keeps_what_it_measured()
    {
        string scenario = _folder.Write("a.yaml", Small), store = _folder.File("a.db");
        ToolResult plan = Tool.Run("plan", scenario, "--text-diversity", "0.55", "--image-diversity", "0.8", "--replicates", "20", "--generations", "50");
        Assert.Equal(0, plan.ExitCode);
        string[] lines = plan.Output.ReplaceLineEndings("\n").Split("lines for the scenario\n");
        _folder.Write("b.yaml", Small + "replicates: 20\ngenerations: 50\n" + lines[1]);
        Assert.Equal(0, Tool.Run("run", _folder.File("b.yaml"), "--out", store, "--quiet").ExitCode);

        Assert.Contains("measured in 20 replicates, generations 41 to 50", plan.Output, StringComparison.Ordinal);
        Assert.Equal(Math.Round(Database.Number(store, "SELECT avg(gini_simpson) FROM text_metric WHERE generation > 40"), 4), Figure(lines[0], "measured", "text diversity"), 1e-9);
        object?[] worst = Database.Rows(store, "SELECT caption, avg(diversity), avg(fidelity_error) FROM caption_metric WHERE generation > 40 GROUP BY caption ORDER BY avg(diversity) LIMIT 1").Single();
        Assert.Equal(Math.Round((double)worst[1]!, 4), Figure(lines[0], "measured", "image diversity"), 1e-9);
        Assert.Equal(Math.Round((double)worst[2]!, 4), Figure(lines[0], "measured", "fidelity error"), 1e-9);
        Assert.Contains($"of '{worst[0]}', which kept least", plan.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_standard_error_is_that_between_replicates()
    {
        string scenario = _folder.Write("a.yaml", Small + "generations: 50\nreplicates: 20\n"), store = _folder.File("a.db");
        string printed = Tool.Run("plan", scenario, "--text-diversity", "0", "--image-diversity", "0", "--replicates", "20", "--generations", "50").Output;
        Assert.Equal(0, Tool.Run("run", scenario, "--out", store, "--quiet").ExitCode);
        double[] means = [.. Database.Rows(store, "SELECT avg(gini_simpson) FROM text_metric WHERE generation > 40 GROUP BY ecosystem_id").Select(row => (double)row[0]!)];
        double mean = means.Average(), error = Math.Sqrt(means.Sum(x => (x - mean) * (x - mean)) / 19 / 20);

        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"  text diversity   {mean:0.0000} (standard error {error:0.0000}): floor 0 held"), printed, StringComparison.Ordinal);
        Assert.Contains("M = 0 captions", printed, StringComparison.Ordinal);
        Assert.Contains("U = 0 images", printed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_floor_that_chance_cannot_explain_is_not_held()
    {
        // From far below the floor a corpus this small needs dozens of generations; the check is given 5.
        string scenario = _folder.Write("a.yaml", Small + "corpus: { source: uniform }\n");
        string printed = Tool.Run("plan", scenario, "--text-diversity", "0.5", "--image-diversity", "0.5", "--set", "vocabulary.exponent=3", "--generations", "5").Output;
        Assert.Contains(": floor 0.5 not held", printed, StringComparison.Ordinal);
        Assert.Contains("plan for a floor somewhat higher", printed, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_replicates_nothing_is_simulated_and_one_has_no_standard_error()
    {
        string scenario = _folder.Write("a.yaml", Small);
        ToolResult result = Tool.Run("plan", scenario, "--text-diversity", "0.5", "--image-diversity", "0.7", "--replicates", "0");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.DoesNotContain("measured", result.Output, StringComparison.Ordinal);
        Assert.Contains("(one replicate, no standard error)", Tool.Run("plan", scenario, "--text-diversity", "0.5", "--image-diversity", "0.7", "--replicates", "1").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sampled_reader_is_predicted_and_a_soft_one_bounded()
    {
        string scenario = _folder.Write("a.yaml", Small);
        string[] plan = ["plan", scenario, "--text-diversity", "0.5", "--image-diversity", "0.7", "--replicates", "0"];
        Assert.Contains("text diversity   at least 0.", Tool.Run(plan).Output, StringComparison.Ordinal);
        Assert.Contains("text diversity   0.", Tool.Run([.. plan, "--set", "textModel.reader=sampled"]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_corpus_file_stands_quoted_in_the_lines()
    {
        _folder.Write("my corpus.txt", "cat\ndog\ndog\nfish\n");
        string scenario = _folder.Write("a.yaml", Small + "corpus: { source: 'my corpus.txt' }\n");
        string printed = Tool.Run("plan", scenario, "--text-diversity", "0.5", "--image-diversity", "0.7", "--replicates", "0").Output;
        Assert.Contains("source: \"my corpus.txt\" }", printed, StringComparison.Ordinal);
        Assert.Contains("(a share of 0.25)", printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("textModel.learningRate is 0.5; plan needs 1", "textModel.learningRate=0.5")]
    [InlineData("imageModel.learningRate is 0.5; plan needs 1", "imageModel.learningRate=0.5")]
    [InlineData("imageModel.covariance is unbiased; plan needs maximumLikelihood", "imageModel.covariance=unbiased")]
    [InlineData("textModel.frozen is true; plan needs false", "textModel.frozen=true")]
    [InlineData("imageModel.frozen is true; plan needs false", "imageModel.frozen=true")]
    [InlineData("the scenario has a sweep", "sweep.textModel.learningRate=[1, 0.5]")]
    public void What_the_design_does_not_cover_is_refused_by_its_key(string expected, string set)
    {
        string scenario = _folder.Write("a.yaml", Small);
        Assert.Contains(expected, Tool.Run("plan", scenario, "--text-diversity", "0.5", "--image-diversity", "0.7", "--set", set).Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void User_content_from_data_is_refused_by_its_key() => Assert.Contains(
        "userContent.source is data; plan needs initial",
        Tool.Run("plan", Repository.Path("scenarios", "digits.yaml"), "--text-diversity", "0.5", "--image-diversity", "0.7").Refusal(),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("no corpus from corpus.source holds that: allowed is less than 0.75", "0.75", "0.7")]
    [InlineData("more than 100,000,000 captions", "0.7499999999", "0.7")]
    [InlineData("no number of user images holds that: allowed is less than 1", "0.5", "1")]
    [InlineData("more than 1,000,000 user images", "0.5", "0.9999999")]
    [InlineData("--text-diversity is -0.1; allowed is 0 to below 1", "-0.1", "0.7")]
    [InlineData("--text-diversity is NaN", "NaN", "0.7")]
    [InlineData("--image-diversity is Infinity", "0.5", "Infinity")]
    [InlineData("--image-diversity is missing", "0.5", null)]
    [InlineData("--text-diversity is missing", null, "0.7")]
    [InlineData("'much'", "much", "0.7")]
    public void Floors_that_cannot_be_held_are_refused_with_the_supremum(string expected, string? text, string? image)
    {
        string scenario = _folder.Write("a.yaml", "vocabulary: { captions: 4 }\n");
        string[] floors = [.. text is null ? [] : new[] { "--text-diversity=" + text }, .. image is null ? [] : new[] { "--image-diversity=" + image }];
        Assert.Contains(expected, Tool.Run(["plan", scenario, .. floors]).Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--replicates is -1; allowed is 0 to 1000000", "--replicates=-1")]
    [InlineData("--generations is 4; allowed is 5 to 10000000", "--generations=4")]
    public void A_check_out_of_range_is_refused(string expected, string option)
    {
        string scenario = _folder.Write("a.yaml", Small);
        Assert.Contains(expected, Tool.Run("plan", scenario, "--text-diversity", "0.5", "--image-diversity", "0.7", option).Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupted_check_leaves_the_injections_standing()
    {
        string scenario = _folder.Write("a.yaml", Small);
        using var interruption = new CancellationTokenSource();
        interruption.Cancel();
        ToolResult result = Tool.Run(interruption.Token, "plan", scenario, "--text-diversity", "0.5", "--image-diversity", "0.7");
        Assert.Equal(130, result.ExitCode);
        Assert.Contains("U = ", result.Output, StringComparison.Ordinal);
        Assert.Contains("interrupted: 0 of 100 replicates", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_that_fails_says_why()
    {
        string scenario = _folder.Write("a.yaml", Small);
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exitCode = CommandLine.Run(
            ["plan", scenario, "--text-diversity", "0.5", "--image-diversity", "0.7"],
            new Streams(output, TextWriter.Synchronized(error), Interactive: false),
            () => new Fails(),
            CancellationToken.None);
        Assert.Equal(1, exitCode);
        Assert.Contains("failed: InvalidOperationException: out of order", error.ToString(), StringComparison.Ordinal);
    }

    private static double Figure(string output, string section, string name) => double.Parse(
        Regex.Match(output[output.IndexOf(section, StringComparison.Ordinal)..], $@"^  {name} +([\d.]+)", RegexOptions.Multiline).Groups[1].Value, CultureInfo.InvariantCulture);

    private sealed class Fails : IEngine
    {
        public IEcosystemHost Open(EcosystemSpec spec, EcosystemCheckpoint checkpoint, IRecordSink sink, IPulse? pulse = null) => throw new InvalidOperationException("out of order");
    }
}
