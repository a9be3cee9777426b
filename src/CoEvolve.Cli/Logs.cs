using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace CoEvolve.Cli;

/// <summary>Sets up logging for one command: to standard error, and to a file if one is named.</summary>
internal static class Logs
{
    private const string Format = "{Timestamp:yyyy-MM-ddTHH:mm:ss.fffzzz} [{Level:u3}] {Message:lj}{NewLine}{Exception}";

    /// <summary>Opens the log; disposing of it writes out what is left.</summary>
    /// <exception cref="BadInputException">The level is unknown, or the file cannot be written.</exception>
    public static Logger Open(string level, string? file, TextWriter error)
    {
        if (!Enum.TryParse(level, ignoreCase: true, out LogEventLevel least) || !Enum.IsDefined(least))
            throw new BadInputException($"--log-level is '{level}'; allowed are {string.Join(", ", Enum.GetNames<LogEventLevel>())}.");
        LoggerConfiguration configuration = new LoggerConfiguration()
            .MinimumLevel.Is(least)
            .WriteTo.Sink(new WriterSink(error));
        if (file is not null)
        {
            RequireWritable(file);
            configuration = configuration.WriteTo.File(file, outputTemplate: Format, formatProvider: CultureInfo.InvariantCulture);
        }

        return configuration.CreateLogger();
    }

    // The file sink reports a file that it cannot open nowhere.
    private static void RequireWritable(string file)
    {
        try
        {
            using FileStream stream = File.Open(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new BadInputException($"--log-file {file} cannot be written: {e.Message} Name a file in a folder that exists and is writable.");
        }
    }

    // The console sink writes to the process's own standard error; this one to the stream that the command was given.
    private sealed class WriterSink(TextWriter writer) : ILogEventSink
    {
        private readonly Serilog.Formatting.Display.MessageTemplateTextFormatter _formatter = new(Format, CultureInfo.InvariantCulture);

        public void Emit(LogEvent logEvent)
        {
            lock (writer)
                _formatter.Format(logEvent, writer);
        }
    }
}
