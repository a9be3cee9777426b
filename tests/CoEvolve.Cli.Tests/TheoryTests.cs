using System.Globalization;
using CoEvolve.Findings;
using CoEvolve.Scenarios;

namespace CoEvolve.Cli.Tests;

public sealed class TheoryTests : IDisposable
{
    private const string Small = "generations: 2\nvocabulary: { captions: [cat, 'dog, \"wet\"'] }\ntextModel: { captionsPerGeneration: 10, reader: sampled }\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_prints_a_table_by_generation_that_any_program_reads()
    {
        ToolResult result = Tool.Run("theory", _folder.Write("a.yaml", Small));

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            """"
            generation,quantity,model,caption,predicted,kind
            0,gini_simpson,text,,0.5,exact
            0,share,image,cat,0.5,exact
            0,share,image,"dog, ""wet""",0.5,exact
            0,diversity,image,cat,1,exact
            0,fidelity_error,image,cat,0,exact
            0,diversity,image,"dog, ""wet""",1,exact
            0,fidelity_error,image,"dog, ""wet""",0,exact
            0,diversity,image,,1,exact
            0,fidelity_error,image,,0,exact
            1,gini_simpson,text,,0.45,exact
            1,share,image,cat,0.5,exact
            1,share,image,"dog, ""wet""",0.5,exact
            1,diversity_plus_fidelity,image,cat,1,exact
            1,diversity_plus_fidelity,image,"dog, ""wet""",1,exact
            2,gini_simpson,text,,0.405,exact
            2,share,image,cat,0.5,exact
            2,share,image,"dog, ""wet""",0.5,exact
            2,diversity_plus_fidelity,image,cat,1,exact
            2,diversity_plus_fidelity,image,"dog, ""wet""",1,exact
            ,gini_simpson,text,,0,stationary

            """".ReplaceLineEndings("\n"),
            result.Output);
        Assert.All(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.StartsWith("note: ", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_number_reads_back_alike()
    {
        string scenario = _folder.Write("a.yaml", Small);
        string[] sets = ["textModel.frozen=true", "vocabulary.captions=3", "userContent.imagesPerCaption=2", "generations=9"];
        string[] lines = Tool.Run(["theory", scenario, .. sets.SelectMany(s => new[] { "--set", s })]).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Prediction[] predictions = [.. new ScenarioTheory(ScenarioFile.Load(scenario, sets).Points[0].Spec).Predict()];

        Assert.Equal(predictions.Length, lines.Length - 1);
        for (int i = 0; i < predictions.Length; i++)
            Assert.Equal(predictions[i].Predicted, double.Parse(lines[i + 1].Split(',')[4], CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_sweep_has_a_column_for_its_points_as_the_results_have_them()
    {
        string scenario = _folder.Write("a.yaml", Small + "record: { every: 1 }\nsweep: { corpus.captionsPerGeneration: [0, 5] }\n"), store = _folder.File("a.db"), table = _folder.File("theory.csv");
        Assert.Equal(0, Tool.Run("theory", scenario, "--out", table).ExitCode);
        Assert.Equal(0, Tool.Run("run", scenario, "--out", store, "--quiet").ExitCode);
        string[] lines = File.ReadAllLines(table);

        Assert.Equal("point,generation,quantity,model,caption,predicted,kind", lines[0]);
        foreach (object?[] row in Database.Rows(store, "SELECT e.point, t.model FROM ecosystem e JOIN text_metric t ON t.ecosystem_id = e.id WHERE t.generation = 2"))
            Assert.Contains(lines, line => line.StartsWith($"\"{((string)row[0]!).Replace("\"", "\"\"", StringComparison.Ordinal)}\",2,gini_simpson,{row[1]},", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_is_there_is_replaced_only_if_forced()
    {
        string scenario = _folder.Write("a.yaml", Small), file = _folder.Write("theory.csv", "mine");

        Assert.Contains("--force", Tool.Run("theory", scenario, "--out", file).Refusal(), StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(file));
        Assert.Equal(0, Tool.Run("theory", scenario, "--out", file, "--force").ExitCode);
        Assert.Equal(Tool.Run("theory", scenario).Output, File.ReadAllText(file));
        Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
    }

    [Theory]
    [InlineData("this is a folder", ".")]
    [InlineData("--out is empty", " ")]
    [InlineData("cannot be written", "no/such/folder/theory.csv")]
    public void A_place_that_cannot_be_written_is_refused(string expected, string file)
    {
        ToolResult result = Tool.Run("theory", _folder.Write("a.yaml", Small), "--set", "textModel.frozen=true", "--out", string.IsNullOrWhiteSpace(file) ? file : _folder.File(file));
        Assert.Contains(expected, result.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_left_out_is_noted_and_a_wrong_scenario_refused()
    {
        Assert.Contains("note: diversity and fidelity_error are left out", Tool.Run("theory", _folder.Write("a.yaml", Small + "userContent: { imagesPerCaption: 2 }\n")).Error, StringComparison.Ordinal);
        Assert.Contains("missing.yaml", Tool.Run("theory", "missing.yaml").Refusal(), StringComparison.Ordinal);
        Assert.Contains("imageModel.learningRate is 2", Tool.Run("theory", _folder.File("a.yaml"), "--set", "imageModel.learningRate=2").Refusal(), StringComparison.Ordinal);
    }
}
