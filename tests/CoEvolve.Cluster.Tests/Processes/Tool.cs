using CoEvolve.Cli;
using CoEvolve.Scenarios;
using CoEvolve.Store;

namespace CoEvolve.Cluster.Tests;

/// <summary>Runs the command in this process, for what needs no process of its own.</summary>
internal static class Tool
{
    /// <summary>Submits a scenario to a database and does not follow it.</summary>
    public static void Submit(string scenario, string store) =>
        PostgresExperiments.Add(StoreAddress.Parse(store), Definitions.Of(ScenarioFile.Load(scenario)));

    /// <summary>Runs the command to its good end.</summary>
    public static void Do(params string[] arguments) => Run(0, CancellationToken.None, arguments);

    private static void Run(int expected, CancellationToken interruption, params string[] arguments)
    {
        using var error = new StringWriter();
        int exitCode = CommandLine.Run(arguments, new Streams(TextWriter.Null, TextWriter.Synchronized(error), Interactive: false), interruption);
        Assert.True(exitCode == expected, $"{string.Join(' ', arguments)}: exit code {exitCode}\n{error}");
    }
}
