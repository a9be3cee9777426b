using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;
using Serilog.Formatting.Json;

namespace CoEvolve.Cli;

/// <summary>Sets up logging for one command: to standard error, and to a file if one is named.</summary>
internal static class Logs
{
    /// <summary>The format for people: a line an event, or more for what an exception says.</summary>
    public const string Text = "text";

    /// <summary>The format for programs: an object a line.</summary>
    public const string Json = "json";

    private const string Template = "{Timestamp:yyyy-MM-ddTHH:mm:ss.fffzzz} [{Level:u3}] {Message:lj}{NewLine}{Exception}";

    /// <summary>Opens the log; disposing of it writes out what is left.</summary>
    /// <exception cref="BadInputException">Level or format is unknown, or the file cannot be written.</exception>
    public static Logger Open(string level, string format, string? file, TextWriter error)
    {
        if (!Enum.TryParse(level, ignoreCase: true, out LogEventLevel least) || !Enum.IsDefined(least))
            throw new BadInputException($"--log-level is '{level}'; allowed are {string.Join(", ", Enum.GetNames<LogEventLevel>())}.");
        ITextFormatter formatter = format switch
        {
            Text => new MessageTemplateTextFormatter(Template, CultureInfo.InvariantCulture),
            Json => new JsonFormatter(renderMessage: true, formatProvider: CultureInfo.InvariantCulture),
            _ => throw new BadInputException($"--log-format is '{format}'; allowed are {Text} and {Json}."),
        };
        LoggerConfiguration configuration = new LoggerConfiguration()
            .MinimumLevel.Is(least)
            .WriteTo.Sink(new WriterSink(error, formatter));
        if (file is not null)
        {
            RequireWritable(file);
            configuration = configuration.WriteTo.File(formatter, file);
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
    private sealed class WriterSink(TextWriter writer, ITextFormatter formatter) : ILogEventSink
    {
        public void Emit(LogEvent logEvent)
        {
            lock (writer)
                formatter.Format(logEvent, writer);
        }
    }
}
