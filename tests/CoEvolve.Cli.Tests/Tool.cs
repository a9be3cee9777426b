using CoEvolve.Engines;

namespace CoEvolve.Cli.Tests;

/// <summary>Runs the command in this process and keeps what it said.</summary>
internal static class Tool
{
    public static ToolResult Run(params string[] args) => Run(CancellationToken.None, args);

    public static ToolResult Run(CancellationToken interruption, params string[] args) => Run(() => new LocalEngine(), interruption, args);

    public static ToolResult Run(Func<IEngine> engineOf, params string[] args) => Run(engineOf, CancellationToken.None, args);

    public static ToolResult Run(Func<IEngine> engineOf, CancellationToken interruption, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exitCode = CommandLine.Run(args, new Streams(output, TextWriter.Synchronized(error), Interactive: false), engineOf, interruption);
        return new ToolResult(exitCode, output.ToString(), error.ToString());
    }
}

/// <summary>What a command returned and printed.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Error)
{
    /// <summary>Asserts that it refused with exit code 2 and one line, and gives that line.</summary>
    public string Refusal()
    {
        Assert.Equal(2, ExitCode);
        Assert.Empty(Output);
        string line = Assert.Single(Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("error: ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
        return line;
    }
}
