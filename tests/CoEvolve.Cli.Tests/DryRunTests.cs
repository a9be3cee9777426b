using System.Globalization;
using System.Text.RegularExpressions;

namespace CoEvolve.Cli.Tests;

public sealed class DryRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_dry_run_foretells_ecosystems_and_rows_and_nearly_the_bytes_and_makes_no_file()
    {
        string scenario = _folder.Write("a.yaml", """
            replicates: 200
            generations: 25
            vocabulary: { captions: 6 }
            textModel: { captionsPerGeneration: 30 }
            record: { every: 10, captions: true, snapshots: [3, 25] }
            sweep: { corpus.captionsPerGeneration: [0, 5] }

            """);
        string file = _folder.File("a.db");

        ToolResult dry = Tool.Run("run", scenario, "--out", file, "--dry-run");
        Assert.Equal((0, ""), (dry.ExitCode, dry.Error));
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.db*"));
        Assert.Equal(0, Tool.Run("run", scenario, "--out", file, "--quiet").ExitCode);
        double rows = Database.Number(file, "SELECT (SELECT count(*) FROM text_metric) + (SELECT count(*) FROM image_metric) + (SELECT count(*) FROM caption_metric) + (SELECT count(*) FROM snapshot)");

        Assert.Equal(400, Figure(dry.Output, "ecosystems"));
        Assert.Equal(rows, Figure(dry.Output, "rows"));
        Assert.InRange(Figure(dry.Output, "bytes") / new FileInfo(file).Length, 0.5, 2);
        Assert.True(Figure(dry.Output, "minutes") < 5);
    }

    private static double Figure(string output, string name) =>
        double.Parse(Regex.Match(output, $@"^{name} +(?:about )?([\d,.]+)", RegexOptions.Multiline).Groups[1].Value, NumberStyles.Any, CultureInfo.InvariantCulture);
}
