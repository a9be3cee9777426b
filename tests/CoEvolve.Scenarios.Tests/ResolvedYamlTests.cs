using FsCheck;
using FsCheck.Fluent;

namespace CoEvolve.Scenarios.Tests;

public class ResolvedYamlTests
{
    private static readonly InputFile[] Files =
    [
        Given.File("prior.csv", "word,count\nred,3\ngreen,2\n\"a, b\",1\n"),
        Given.File("5", "red\ngreen\ncaption-1\n"),
        Given.File("images.csv", "0,1,0\n1,1,0\n2,0,0\n5,3,0\n1,1,1\n2,3,1\n4,1,1\n2,2,1\n"),
    ];

    [Fact]
    public void Reading_the_resolved_scenario_gives_the_same_again()
    {
        Config config = Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(11, 13);
        Prop.ForAll(Texts().ToArbitrary(), text =>
        {
            ResolvedExperiment first = Given.Scenario(text, files: Files);
            ResolvedExperiment second = ScenarioFile.Read(first.ResolvedYaml, "other.yaml", new StoredInputFiles(Files));
            Assert.Equal(first.ResolvedYaml, second.ResolvedYaml);
            Assert.Equal(first.Points.Select(point => point.Values), second.Points.Select(point => point.Values));
            Assert.Equal(first.Points.Select(point => Given.Describe(point.Spec)), second.Points.Select(point => Given.Describe(point.Spec)));
        }).Check(config);
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("a: b # c")]
    [InlineData("ends with a blank ")]
    [InlineData("\"quoted\" \\ and 'quoted'")]
    [InlineData("ä 漢 😀 &a *b !c %d @e `f {g} [h], i")]
    [InlineData("- x")]
    [InlineData("\u0085\u2028\ufeff")]
    public void Odd_names_survive(string name)
    {
        Scenario scenario = Given.Scenario(Given.Smallest).Scenario;
        string text = $"name: {System.Text.Json.JsonSerializer.Serialize(name, Unescaped)}\n{Given.Smallest}";
        if (name.Any(char.IsControl))
        {
            Assert.Contains("allowed is a text of 1 to 200 characters", Given.Refusal(text));
            return;
        }

        ResolvedExperiment first = Given.Scenario(text);
        Assert.Equal(name, first.Scenario.Name);
        Assert.Equal(scenario.Seed, first.Scenario.Seed);
        Assert.Equal(first.ResolvedYaml, Given.Scenario(first.ResolvedYaml).ResolvedYaml);
    }

    [Fact]
    public void Long_lists_go_on_in_further_lines()
    {
        string text = "vocabulary: { captions: [" + string.Join(", ", Enumerable.Range(0, 3000).Select(i => $"word{i}")) + "] }";
        string resolved = Given.Scenario(text).ResolvedYaml;

        Assert.All(resolved.Split('\n'), line => Assert.True(line.Length <= 104, line));
        Assert.Equal(resolved, Given.Scenario(resolved).ResolvedYaml);
    }

    [Fact]
    public void A_scenario_that_would_be_too_long_written_out_is_refused()
    {
        string text = "vocabulary: { captions: [" + string.Join(",", Enumerable.Range(0, 99_990)) + "] }";

        Assert.Contains("written out with all defaults, the scenario is too long", Given.Refusal(text));
    }

    private static readonly System.Text.Json.JsonSerializerOptions Unescaped = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static Gen<string> Texts()
    {
        Gen<string> vocabulary = Gen.Elements(
            "{ captions: 2 }", "{ captions: 2, prior: zipf, exponent: 0.7 }", "{ captions: [red, 'green'] }", "{ captions: [\"null\", ~x], prior: uniform }",
            "{ prior: prior.csv }", "{ captions: [green, red], prior: prior.csv, exponent: 2 }");
        Gen<string> imageSpace = Gen.Elements(
            "{}", "{ dimension: 3 }", "{ separation: 0 }", "{ separation: 1e-7, dimension: 1 }");
        Gen<string> twoCaptions = Gen.Elements(
            "vocabulary: { captions: 2 }\nimageSpace: { means: [[1, -0.25], [3e5, 0]] }\n", "vocabulary: { captions: 2 }\nimageSpace: { means: circle, separation: 2.50 }\n",
            "vocabulary: { captions: 2 }\nimageSpace: { data: images.csv }\n", "vocabulary: { captions: 2 }\nimageSpace: { data: images.csv, principalComponents: 1, heldOut: 0.5 }\nuserContent: { source: data, imagesPerCaption: 3 }\n");
        Gen<string> start = Gen.OneOf(twoCaptions, from v in vocabulary from i in imageSpace select $"vocabulary: {v}\nimageSpace: {i}\n");
        Gen<string> text = Optional("textModel", ("captionsPerGeneration", Number(1, 1000)), ("reader", Gen.Elements("soft", "sampled", "'perfect'")), ("perceptionNoise", Real()), ("learningRate", Rate()), ("frozen", Flag()));
        Gen<string> image = Optional("imageModel", ("covariance", Gen.Elements("unbiased", "maximumLikelihood")), ("learningRate", Rate()), ("frozen", Flag()), ("images", Gen.Elements("automatic", "'individual'")));
        Gen<string> corpus = Optional("corpus", ("captionsPerGeneration", Number(0, 1000)), ("source", Gen.Elements("initial", "uniform")));
        Gen<string> record = Optional("record", ("every", Number(0, 20)), ("captions", Flag()), ("snapshots", Gen.Elements("[]", "[9, 0, 9]", "[5]")));
        Gen<string> top = from name in Gen.Elements("", "name: x\n", "name: 'a b: c'\n", "name: ünïcode\n")
                          from seed in Gen.Elements("", "seed: 18446744073709551615\n", "seed: +7\n")
                          from generations in Number(9, 500)
                          from replicates in Number(1, 5)
                          select $"{name}{seed}generations: {generations}\nreplicates: {replicates}\n";
        Gen<string> sweep = Gen.Elements(
            "", "", "sweep: { textModel.learningRate: [1.0, 5e-1] }\n", "sweep:\n  imageModel.frozen: [True, false]\n  textModel.reader: ['soft', perfect]\n",
            "sweep: { corpus.captionsPerGeneration: [0, 007], textModel.perceptionNoise: [-0, .5] }\n", "sweep: { textModel: [{ reader: soft }, { \"learningRate\": 0.25 }] }\n");
        return from t in top
               from s in start
               from a in text
               from b in image
               from c in corpus
               from r in record
               from w in sweep
               select t + s + a + b + c + r + w;
    }

    private static Gen<string> Optional(string section, params (string Key, Gen<string> Value)[] settings)
    {
        Gen<string> inner = settings.Aggregate(
            Gen.Constant(""),
            (sum, setting) => from before in sum from there in Gen.Elements(true, false) from value in setting.Value select there ? $"{before}  {setting.Key}: {value}\n" : before);
        return inner.Select(lines => lines.Length == 0 ? "" : $"{section}:\n{lines}");
    }

    private static Gen<string> Number(int least, int most) => Gen.Choose(least, most).Select(value => value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static Gen<string> Real() => Gen.Elements("0", "0.1", "1e-9", "3.", "+2.5E+3", "-0.0");

    private static Gen<string> Rate() => Gen.Elements("1", "1.00", "0.3", "1e-12");

    private static Gen<string> Flag() => Gen.Elements("true", "False", "TRUE");
}
