using System.CommandLine;
using Serilog;
using Serilog.Core;

namespace CoEvolve.Cli;

/// <summary>Options that every verb has.</summary>
internal sealed class CommonOptions
{
    /// <summary>The command's own log, once the options have been read. Not a static one: commands may run side by side.</summary>
    public ILogger Log { get; set; } = Logger.None;

    /// <summary>Whether the log is one of JSON, once the options have been read.</summary>
    public bool IsLogJson { get; set; }

    public Option<string> LogLevel { get; } = new("--log-level")
    {
        Description = "How much is logged: Verbose, Debug, Information, Warning, Error or Fatal.",
        HelpName = "LEVEL",
        DefaultValueFactory = _ => "Warning",
        Recursive = true,
    };

    public Option<string> LogFormat { get; } = new("--log-format")
    {
        Description = "How a line of the log looks: text for people, json for programs.",
        HelpName = "FORMAT",
        DefaultValueFactory = _ => Logs.Text,
        Recursive = true,
    };

    public Option<string?> LogFile { get; } = new("--log-file")
    {
        Description = "Log to this file as well as to standard error.",
        HelpName = "FILE",
        Recursive = true,
    };
}
