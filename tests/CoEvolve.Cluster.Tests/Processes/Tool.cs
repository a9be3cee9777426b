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
    public static void Do(params string[] arguments) => Output(arguments);

    /// <summary>Runs the command to its good end.</summary>
    /// <returns>What it printed.</returns>
    public static string Output(params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        int exitCode = CommandLine.Run(arguments, new Streams(output, TextWriter.Synchronized(error), Interactive: false), CancellationToken.None);
        Assert.True(exitCode == 0, $"{string.Join(' ', arguments)}: exit code {exitCode}\n{error}");
        return output.ToString();
    }
}
