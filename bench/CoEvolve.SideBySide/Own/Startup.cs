using System.Diagnostics;
using CoEvolve.Measuring;

namespace CoEvolve.SideBySide;

/// <summary>How long the built command takes from its start to the end of a run of one generation.</summary>
internal static class Startup
{
    /// <summary>Median seconds of several runs of the small work with one ecosystem and one generation.</summary>
    /// <exception cref="InvalidOperationException">The command failed.</exception>
    public static double Seconds(int runs, string folder)
    {
        string name = OperatingSystem.IsWindows() ? "coevolve.exe" : "coevolve";
        string program = Tree.Path("src", "CoEvolve.Cli", "bin", Tree.Configuration, "net10.0", name);
        var times = new List<double>();
        for (int i = 0; i <= runs; i++)
        {
            string results = Path.Combine(folder, $"start-{i}.db");
            string[] arguments = ["run", Tree.Path("bench", "work", "small.yaml"), "--set", "replicates=1", "--set", "generations=1", "--quiet", "--out", results];
            long start = Stopwatch.GetTimestamp();
            using Process process = Process.Start(new ProcessStartInfo(program, arguments))!;
            process.WaitForExit();
            if (i > 0) // the first finds nothing of it in memory
                times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            if (process.ExitCode != 0)
                throw new InvalidOperationException($"{program} ended with exit code {process.ExitCode}.");
        }

        return Spread.Of(times).Median;
    }
}
