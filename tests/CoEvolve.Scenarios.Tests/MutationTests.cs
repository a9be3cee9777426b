namespace CoEvolve.Scenarios.Tests;

/// <summary>Damages good scenarios in many ways: each is refused with one line, or read; nothing else may happen.</summary>
public class MutationTests
{
    private static readonly InputFile[] Files = [Given.File("prior.csv", "a,1\nb,2\n"), Given.File("images.csv", "0,1,0\n1,1,0\n2,5,1\n4,1,1\n")];

    private const string Whole = """
        name: reference
        seed: 1
        replicates: 2
        generations: 10
        vocabulary: { captions: [a, b], prior: prior.csv, exponent: 1.0 }
        imageSpace: { data: images.csv, principalComponents: 1, heldOut: 0 }
        textModel:
          captionsPerGeneration: 200
          reader: soft
          perceptionNoise: 0.1
        imageModel: { covariance: maximumLikelihood, learningRate: 1.0, frozen: false, images: automatic }
        corpus: { captionsPerGeneration: 0, source: uniform }
        record: { every: 1, captions: true, snapshots: [0, 5] }
        sweep:
          corpus.captionsPerGeneration: [0, 20]

        """;

    private static readonly string[] Values =
    [
        "", "~", "5", "-1", "1e400", "99999999999999999999", "0.5", "true", "[]", "{}", "[[[]]]", "{ a: { b: [1] } }", "text", "'5'", "\"\\ud800\"", "*alias", "&anchor 1", "!tag 1",
        "|\n    block", "\u0001", "\u2028", "\ud83d\ude00", "0x10", "0o7", "1_000", ".inf", "<<", "=", "2024-01-01", "\"a\\u0000b\"", "%", "@", "`", "- a", "? b",
    ];

    [Fact]
    public void Cut_anywhere()
    {
        for (int length = 0; length < Whole.Length; length += 2)
            Try(Whole[..length]);
        for (int start = 0; start < Whole.Length; start += 3)
            Try(Whole[start..]);
    }

    [Fact]
    public void Lines_left_out_doubled_and_swapped()
    {
        string[] lines = Whole.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            Try(string.Join('\n', lines.Where((_, j) => j != i)));
            Try(string.Join('\n', lines.SelectMany((line, j) => j == i ? [line, line] : new[] { line })));
            Try(string.Join('\n', lines.Skip(i).Concat(lines.Take(i))));
            Try(string.Join('\n', lines.Select((line, j) => j == i ? "\t" + line : line)));
        }
    }

    [Fact]
    public void Every_value_replaced_by_every_kind_of_value()
    {
        string[] lines = Whole.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            int colon = lines[i].IndexOf(':', StringComparison.Ordinal);
            foreach (string value in colon < 0 ? [] : Values)
                Try(string.Join('\n', lines.Select((line, j) => j == i ? line[..(colon + 1)] + " " + value : line)));
        }
    }

    [Fact]
    public void Every_setting_set_to_every_kind_of_value()
    {
        string[] keys =
        [
            "name", "seed", "replicates", "generations", "vocabulary", "vocabulary.captions", "vocabulary.prior", "vocabulary.exponent", "imageSpace", "imageSpace.dimension",
            "imageSpace.means", "imageSpace.data", "imageSpace.principalComponents", "imageSpace.heldOut", "textModel", "textModel.reader", "textModel.perceptionNoise", "imageModel.frozen", "imageModel.images",
            "corpus.source", "userContent", "userContent.source", "record", "record.snapshots", "sweep", "sweep.generations", "sweep.seed", "sweep.textModel.reader", "sweep.", "x.y", ".", "a\nb",
        ];
        foreach (string key in keys)
        {
            foreach (string value in Values)
                Try(Whole, $"{key}={value}");
        }
    }

    [Fact]
    public void Characters_replaced_by_the_awkward_ones()
    {
        var random = new Random(20_260_101);
        const string Awkward = "{}[]:,#&*!|>'\"%@`-? \n\t\0\u0001\u0085\u2028\ufeff\ud800~\\";
        for (int i = 0; i < 2000; i++)
        {
            char[] text = Whole.ToCharArray();
            for (int changes = random.Next(1, 4); changes > 0; changes--)
                text[random.Next(text.Length)] = Awkward[random.Next(Awkward.Length)];
            Try(new string(text));
        }
    }

    [Fact]
    public void Random_bytes_from_disk()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(7);
        for (int i = 0; i < 200; i++)
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            string path = folder.Write("x.yaml", bytes);
            AssertOneLine(Assert.Throws<ScenarioException>(() => ScenarioFile.Load(path)));
        }
    }

    [Fact]
    public void Damaged_data_files()
    {
        var random = new Random(11);
        byte[] digits = Repository.Data("digits.csv.gz");
        for (int i = 0; i < 40; i++)
        {
            byte[] damaged = [.. digits.Take(i % 2 == 0 ? random.Next(digits.Length) : digits.Length)];
            for (int changes = random.Next(1, 4); changes > 0 && damaged.Length > 0; changes--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            Try("vocabulary: { captions: 10 }\nimageSpace: { data: d, principalComponents: 2 }", null, new InputFile("d", damaged));
        }
    }

    private static void Try(string text, string? set = null, params InputFile[] files)
    {
        try
        {
            ResolvedExperiment experiment = Given.Scenario(text, set is null ? null : [set], files: files.Length > 0 ? files : Files);
            Assert.Equal(experiment.ResolvedYaml, Given.Scenario(experiment.ResolvedYaml, files: files.Length > 0 ? files : Files).ResolvedYaml);
        }
        catch (ScenarioException exception)
        {
            AssertOneLine(exception);
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{exception.GetType().Name}: {exception.Message}\n{exception.StackTrace}\n--- from ---\n{set}\n{text}");
        }
    }

    private static void AssertOneLine(ScenarioException exception)
    {
        Assert.DoesNotContain(exception.Message, char.IsControl);
        Assert.InRange(exception.Message.Length, 20, 700);
    }
}
