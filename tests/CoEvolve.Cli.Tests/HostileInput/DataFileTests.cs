using System.IO.Compression;
using System.Text;

namespace CoEvolve.Cli.Tests.HostileInput;

public sealed class DataFileTests
{
    private const string Fitted = "vocabulary: { captions: [cat, dog] }\nimageSpace: { data: d }\n";
    private const string Prior = "vocabulary: { prior: d }\n";
    private const string ListedPrior = "vocabulary: { captions: [cat, dog], prior: d }\n";
    private const string Corpus = "vocabulary: { captions: [cat, dog] }\ncorpus: { captionsPerGeneration: 5, source: d }\n";
    private const string CorpusTable = "vocabulary: { captions: [cat, dog] }\ncorpus: { captionsPerGeneration: 5, source: d.csv }\n";

    private static readonly byte[][] Binaries =
    [
        [], [0], [0xff, 0xfe, 0x61, 0], [0x1f, 0x8b], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3], [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10], [.. "\n\n \r\n"u8], [0xef, 0xbb, 0xbf],
        [.. "PK"u8, 3, 4, 20, 0, 0, 0], [.. Enumerable.Range(0, 4096).Select(i => (byte)((i * 167) + (i >> 3)))], [.. Enumerable.Repeat((byte)',', 5000)], [.. Enumerable.Repeat((byte)'1', 100_000)],
    ];

    [Theory]
    [InlineData("1,2,0\n1,2,3,0\n")]
    [InlineData("1,2,0\n1,0\n")]
    [InlineData("pixel,pixel,label\n1,2,0\n")]
    [InlineData("1,NaN,0\n")]
    [InlineData("1,Infinity,0\n")]
    [InlineData("1,1e999,0\n")]
    [InlineData("1,-1e10,0\n")]
    [InlineData("1,,0\n")]
    [InlineData("1;2;0\n")]
    [InlineData("1,0x10,0\n")]
    [InlineData("1,2,2\n")]
    [InlineData("1,2,-1\n")]
    [InlineData("1,2,99999999999999999999\n")]
    [InlineData("1,2,fish\n")]
    [InlineData("1,2,\n")]
    [InlineData("0\n1\n")]
    [InlineData("1,2,0\n2,3,0\n1,2,1\n")]
    [InlineData("1,2,0\n1,2,0\n1,2,1\n3,4,1\n")]
    public void Images_that_make_no_sense_are_refused_with_their_line(string text)
    {
        string message = Refuse(Fitted, "d", Encoding.UTF8.GetBytes(text));
        Assert.Contains("study.yaml(2,21): imageSpace.data is 'd': ", message, StringComparison.Ordinal);
        byte[] compressed = Compressed(Encoding.UTF8.GetBytes(text));
        Assert.Equal(message, Refuse(Fitted, "d", compressed));
    }

    [Theory]
    [InlineData("cat\n")]
    [InlineData("cat,1\ndog\n")]
    [InlineData("word,count\n")]
    [InlineData("cat,NaN\ncat,2\n")]
    [InlineData("cat,\ncat,2\n")]
    [InlineData("cat,-inf\ncat,2\n")]
    [InlineData("cat,1\ndog,NaN\n")]
    [InlineData("cat,-1\n")]
    [InlineData("cat,1e999\n")]
    [InlineData("cat,1e16\n")]
    [InlineData("cat,1\ncat,2\n")]
    [InlineData("cat,0\ndog,0\n")]
    [InlineData(",5\n")]
    [InlineData("cat,1\n\"a\u0007b\",2\n")]
    public void Priors_that_make_no_sense_are_refused(string text)
    {
        Assert.Contains("vocabulary.prior is 'd': ", Refuse(Prior, "d", Encoding.UTF8.GetBytes(text)), StringComparison.Ordinal);
        Assert.Contains("vocabulary.prior is 'd': ", Refuse(ListedPrior, "d", Encoding.UTF8.GetBytes(text)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("d", "fish\nbird\n")]
    [InlineData("d", "cat,1\n")]
    [InlineData("d.csv", "cat,1\ndog\n")]
    [InlineData("d.csv", "cat,many\ndog,-3\n")]
    [InlineData("d.csv", "fish,3\n")]
    [InlineData("d.csv", "cat,0\n")]
    public void Corpora_that_make_no_sense_are_refused(string name, string text) =>
        Assert.Contains($"corpus.source is '{name}': ", Refuse(name == "d" ? Corpus : CorpusTable, name, Encoding.UTF8.GetBytes(text)), StringComparison.Ordinal);

    [Fact]
    public void Empty_and_binary_files_are_refused_wherever_a_file_is_read()
    {
        foreach (byte[] binary in Binaries)
        {
            foreach (string scenario in new[] { Fitted, Prior, ListedPrior, Corpus })
                Refuse(scenario, "d", binary);
            Refuse(CorpusTable, "d.csv", binary);
        }
    }

    [Theory]
    [InlineData(Fitted)]
    [InlineData(Prior)]
    [InlineData(Corpus)]
    public void A_file_of_a_gigabyte_is_refused_unread(string scenario)
    {
        using var folder = new TemporaryFolder();
        using (FileStream file = File.Create(folder.File("d")))
            file.SetLength(1L << 30);
        long before = GC.GetAllocatedBytesForCurrentThread();

        string message = Refused.For(Tool.Run("run", folder.Write("study.yaml", scenario), "--out", folder.File("x.db")), "study.yaml");

        Assert.Contains("it has more than 268435456 bytes; allowed are 268435456. Use a smaller file.", message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
    }

    [Fact]
    public void A_small_file_that_unfolds_to_gigabytes_is_refused_before_it_is_kept()
    {
        using var folder = new TemporaryFolder();
        using (var gzip = new GZipStream(File.Create(folder.File("d")), CompressionLevel.Fastest))
        {
            var zeros = new byte[1 << 20];
            for (int i = 0; i < 300; i++)
                gzip.Write(zeros);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();

        string message = Refused.For(Tool.Run("run", folder.Write("study.yaml", Fitted), "--out", folder.File("x.db")), "study.yaml");

        Assert.Contains("it has more than 268435456 bytes", message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
    }

    [Theory]
    [InlineData("vocabulary: { prior: . }\n")]
    [InlineData("vocabulary: { prior: no/such/file.csv }\n")]
    [InlineData("vocabulary: { prior: study.yaml/x }\n")]
    [InlineData("vocabulary: { prior: study.yaml }\n")]
    [InlineData("vocabulary: { captions: 2 }\nimageSpace: { data: study.yaml }\n")]
    [InlineData("vocabulary: { captions: 2 }\nimageSpace: { data: '' }\n")]
    [InlineData("vocabulary: { captions: 2 }\ncorpus: { captionsPerGeneration: 1, source: study.yaml }\n")]
    public void Paths_that_lead_to_no_data_are_refused(string scenario) => Refuse(scenario, "unused", []);

    private static string Refuse(string scenario, string name, byte[] data)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File(name), data);
        string path = folder.Write("study.yaml", scenario);
        string message = Refused.For(Tool.Run("run", path, "--out", folder.File("x.db")), "study.yaml");
        Assert.False(File.Exists(folder.File("x.db")));
        Assert.NotNull(Refused.PlaceIn(message));
        return message;
    }

    private static byte[] Compressed(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return compressed.ToArray();
    }
}
