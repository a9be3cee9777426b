using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace CoEvolve.Cli.Tests.HostileInput;

/// <summary>Good scenarios to be damaged: the shipped ones, and one that uses every section.</summary>
internal static class Originals
{
    public const string Maximal = """
        name: "maximal"
        seed: 18446744073709551615
        replicates: 2
        generations: 10
        vocabulary:
          captions: [cat, "dog", bird, 'fish']
          prior: zipf
          exponent: 0.8
        imageSpace:
          dimension: 2
          means: [[1, 0], [0, 1], [-1, 0], [0, -1e0]]
        textModel:
          captionsPerGeneration: 60
          reader: sampled
          perceptionNoise: 0.2
          learningRate: 0.5
          frozen: false
        imageModel:
          covariance: unbiased
          learningRate: 1.0
          frozen: false
        corpus:
          captionsPerGeneration: 0
          source: initial
        userContent:
          imagesPerCaption: 0
          source: initial
        record:
          every: 5
          captions: true
          snapshots:
            - 0
            - 10
        sweep:
          corpus.captionsPerGeneration: [0, 6]
          textModel.reader: [soft, perfect]
          imageSpace.means: [circle, [[1, 0], [0, 1], [2, 0], [0, 2]]]

        """;

    /// <summary>The text of each, without its comments: damage to a comment is none.</summary>
    public static IReadOnlyList<string> Texts { get; } =
    [
        .. Directory.GetFiles(Repository.Path("scenarios"), "*.yaml").Order(StringComparer.Ordinal).Select(path => WithoutComments(File.ReadAllText(path))),
        Maximal.ReplaceLineEndings("\n"),
    ];

    /// <summary>Puts the data files beside which the shipped scenarios stand; the images are fewer and smaller, to fit quickly.</summary>
    public static void PlaceData(TemporaryFolder folder)
    {
        string data = Directory.CreateDirectory(folder.File("data")).FullName;
        File.Copy(Repository.Path("data", "number-words.csv"), Path.Combine(data, "number-words.csv"));
        using var gzip = new GZipStream(File.Create(Path.Combine(data, "digits.csv.gz")), CompressionLevel.Fastest);
        gzip.Write(Encoding.ASCII.GetBytes(Images()));
        Directory.CreateDirectory(folder.File("scenarios"));
    }

    private static string Images()
    {
        var random = new Random(1);
        var text = new StringBuilder();
        for (int image = 0; image < 60; image++)
        {
            for (int pixel = 0; pixel < 20; pixel++)
                text.Append(random.Next(17)).Append(',');
            text.Append((image % 10).ToString(CultureInfo.InvariantCulture)).Append('\n');
        }

        return text.ToString();
    }

    private static string WithoutComments(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Where(line => !line.StartsWith('#')));
}
