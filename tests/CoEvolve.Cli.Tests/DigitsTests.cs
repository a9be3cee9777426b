using System.Diagnostics;

namespace CoEvolve.Cli.Tests;

/// <summary>The main job as a user starts it: the built program, in a process of its own, on the shipped digits.</summary>
public sealed class DigitsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Digits_collapse_alone_and_hold_with_real_words_and_images()
    {
        string collapsed = Run("collapsed.db"), held = Run("held.db", "--set", "corpus.captionsPerGeneration=20", "--set", "userContent.imagesPerCaption=5");

        // Means over 32 replicates with fixed seeds; the bounds are far from what other seeds gave (0.01 to 0.09, 0.01 to
        // 0.10; 0.59 to 0.64, 0.82 to 0.90).
        Assert.Equal(0.634, Text(collapsed, 0), 3);
        Assert.Equal(1, Image(collapsed, 0), 12);
        Assert.InRange(Text(collapsed, 200), 0, 0.15);
        Assert.InRange(Image(collapsed, 200), 0, 0.15);
        Assert.InRange(Text(held, 200), 0.55, 0.70);
        Assert.InRange(Image(held, 200), 0.75, 1.0);
    }

    [Fact]
    public void The_width_of_the_processors_vectors_changes_no_bit()
    {
        string wide = Run("wide.db", "--set", "generations=30", "--set", "userContent.imagesPerCaption=2", "--set", "record.snapshots=[30]");
        string narrow = Run("narrow.db", start => start.Environment["DOTNET_EnableAVX512"] = "0", "--set", "generations=30", "--set", "userContent.imagesPerCaption=2", "--set", "record.snapshots=[30]");

        Assert.Equal(Database.Everything(wide), Database.Everything(narrow));
    }

    [Fact]
    public void The_results_file_stands_alone()
    {
        string file = Run("digits.db", "--set", "generations=1", "--set", "replicates=1", "--set", "record.snapshots=[]");

        Assert.Equal(
            ["../data/digits.csv.gz", "../data/number-words.csv", "image-space"],
            Database.Rows(file, "SELECT name FROM dataset ORDER BY name").Select(row => (string)row[0]!));
        Assert.Equal(File.ReadAllBytes(Repository.Path("data", "number-words.csv")), Database.Rows(file, "SELECT bytes FROM dataset WHERE name LIKE '%words%'").Single()[0]);
    }

    [Fact]
    public void An_interrupt_stores_what_is_finished_and_a_resumed_run_ends_with_the_same_rows()
    {
        string[] settings = ["--set", "generations=60", "--set", "replicates=96", "--set", "record.snapshots=[]"];
        string whole = Run("whole.db", settings);
        string file = _folder.File("cut.db");
        ProcessStartInfo start = Start(file, settings);
        start.ArgumentList.Remove("--quiet");
        start.ArgumentList.Add("--log-level");
        start.ArgumentList.Add("Information");

        // A runner in the background may have been started with interrupts ignored, and its children inherit that.
        start.ArgumentList.Insert(0, start.FileName);
        start.ArgumentList.Insert(0, "--default-signal=INT");
        start.FileName = "env";
        using (Process process = Process.Start(start)!)
        {
            // The first line of the log says that the workers are about to start.
            Assert.Contains("ecosystems to run", process.StandardError.ReadLine(), StringComparison.Ordinal);
            using Process kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            kill.WaitForExit();
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.Equal(130, process.ExitCode);
        }

        ToolResult resumed = Shell.Run(Start(file, [.. settings, "--resume"]));
        Assert.Equal((0, ""), (resumed.ExitCode, resumed.Error));
        Assert.Equal(Database.Everything(whole), Database.Everything(file));
    }

    private static double Text(string file, int generation) =>
        Database.Number(file, $"SELECT avg(gini_simpson) FROM text_metric WHERE generation = {generation}");

    private static double Image(string file, int generation) =>
        Database.Number(file, $"SELECT avg(diversity) FROM image_metric WHERE generation = {generation}");

    private string Run(string file, params string[] options) => Run(file, _ => { }, options);

    private string Run(string file, Action<ProcessStartInfo> change, params string[] options)
    {
        ProcessStartInfo start = Start(_folder.File(file), options);
        change(start);
        ToolResult result = Shell.Run(start);
        Assert.Equal((0, "", ""), (result.ExitCode, result.Output, result.Error));
        return _folder.File(file);
    }

    private ProcessStartInfo Start(string file, params string[] options) =>
        Shell.Start(_folder.Path, "dotnet", [Shell.Command, "run", Repository.Path("scenarios", "digits.yaml"), "--out", file, "--quiet", .. options]);
}
