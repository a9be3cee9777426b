using System.Diagnostics;
using System.Text;

namespace CoEvolve.Cli.Tests.HostileInput;

public sealed class ForeignResultsFileTests : IClassFixture<ForeignResultsFileTests.Sample>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly SampleResults _sample;

    public ForeignResultsFileTests(Sample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        _sample = sample.Results;
    }

    public static TheoryData<string> Foreign => ["empty", "text", "zeros", "image", "header only", "SQLite of someone else", "newer format", "format 0", "experiment missing", "tables missing"];

    [Theory]
    [MemberData(nameof(Foreign))]
    public void A_foreign_file_is_refused_and_stays_as_it_is(string kind)
    {
        byte[] bytes = Make(kind);
        _sample.Put(bytes);

        foreach (string[] options in new[] { [], new[] { "--resume" }, ["--force"] })
        {
            // A results file of ours that no longer serves may be replaced when the user says so, and an empty file is nobody's.
            if (options.Contains("--force") && kind is "empty" or "newer format" or "format 0" or "experiment missing" or "tables missing")
                continue;
            Refused.For(Tool.Run(["run", _sample.Scenario, "--out", _sample.Path, .. options]), "hostile.db");
        }

        Assert.Contains("hostile.db", Reading.Everything(_sample.Path) ?? "nothing was wrong", StringComparison.Ordinal);
        Assert.Contains("hostile.db", Reading.ToGoOn(_sample.Path) ?? "nothing was wrong", StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(_sample.Path));
        Assert.Equal(["hostile.db"], Directory.GetFiles(_sample.Folder, "hostile.db*").Select(Path.GetFileName));
    }

    [Fact]
    public void A_newer_format_is_named_with_the_formats_that_are_known()
    {
        _sample.Put(Make("newer format"));

        Assert.Contains("its format is 99; this program knows 1 to 2.", _sample.Resume().Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_and_a_missing_folder_are_refused()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_sample.Folder, "folder.db")).FullName;

        foreach (string option in new[] { "--resume", "--force", "--quiet" })
        {
            Refused.For(Tool.Run("run", _sample.Scenario, "--out", folder, option), "folder.db");
            Refused.For(Tool.Run("run", _sample.Scenario, "--out", Path.Combine(folder, "no", "x.db"), option), "x.db");
        }

        Assert.Contains("folder", Reading.Everything(folder), StringComparison.Ordinal);
        Assert.Contains("folder", Reading.ToGoOn(folder), StringComparison.Ordinal);
        Assert.Contains("no such file", Reading.Everything(Path.Combine(folder, "x.db")), StringComparison.Ordinal);
        Assert.Contains("no such file", Reading.ToGoOn(Path.Combine(folder, "x.db")), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [ToolsFact("mkfifo")]
    public async Task A_pipe_is_refused_without_waiting_for_its_other_end()
    {
        string pipe = Path.Combine(_sample.Folder, "pipe.db");
        using (Process process = Process.Start("mkfifo", [pipe]))
            await process.WaitForExitAsync();

        await RefusedAtOnce(pipe, "pipe.db");
    }

    [ToolsFact("mkfifo")]
    public async Task A_device_is_refused_and_stays_a_device()
    {
        // Through a link, so that a fault could replace the link only and never the machine's own device.
        string device = Path.Combine(_sample.Folder, "device.db");
        File.CreateSymbolicLink(device, "/dev/null");

        await RefusedAtOnce(device, "device.db");

        Assert.Equal("/dev/null", File.ResolveLinkTarget(device, returnFinalTarget: false)?.FullName);
    }

    private async Task RefusedAtOnce(string path, string name)
    {
        foreach (string option in new[] { "--quiet", "--resume", "--force" })
            Refused.For(await Task.Run(() => Tool.Run("run", _sample.Scenario, "--out", path, option)).WaitAsync(Patience), name);
        Assert.Contains(name, await Task.Run(() => Reading.Everything(path)).WaitAsync(Patience), StringComparison.Ordinal);
        Assert.Contains(name, await Task.Run(() => Reading.ToGoOn(path)).WaitAsync(Patience), StringComparison.Ordinal);
        Assert.True(Path.Exists(path));
    }

    private byte[] Make(string kind) => kind switch
    {
        "empty" => [],
        "text" => Encoding.UTF8.GetBytes("ecosystem_id,generation\n1,0\n"),
        "zeros" => new byte[8192],
        "image" => [0x89, .. "PNG\r\n"u8, .. new byte[5000]],
        "header only" => [.. "SQLite format 3\0"u8],
        "SQLite of someone else" => _sample.Altered([], "CREATE TABLE experiment (id); CREATE TABLE ecosystem (id)"),
        "newer format" => _sample.Altered(_sample.Finished, "PRAGMA user_version = 99"),
        "format 0" => _sample.Altered(_sample.Finished, "PRAGMA user_version = 0"),
        "experiment missing" => _sample.Altered(_sample.Finished, "DELETE FROM experiment"),
        "tables missing" => _sample.Altered(_sample.Finished, "DROP TABLE text_metric_row; DROP TABLE checkpoint; DROP TABLE experiment"),
        _ => throw new ArgumentException(kind, nameof(kind)),
    };

    /// <summary>Made once for all tests of the class.</summary>
    public sealed class Sample : IDisposable
    {
        internal SampleResults Results { get; } = new();

        public void Dispose() => Results.Dispose();
    }
}
