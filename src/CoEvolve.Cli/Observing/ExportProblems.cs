using System.Diagnostics.Tracing;
using System.Globalization;

namespace CoEvolve.Cli;

/// <summary>
/// Hears what OpenTelemetry's exporter says of a collector that does not take what it is sent; it says so nowhere else. Passes on
/// one line a minute at most.
/// </summary>
/// <param name="tell">Gets a line.</param>
internal sealed class ExportProblems(Action<string> tell) : EventListener
{
    private const string Exporter = "OpenTelemetry-Exporter-OpenTelemetryProtocol";
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Action<string> _tell = tell;
    private long? _told;

    /// <inheritdoc/>
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Exporter)
            EnableEvents(eventSource, EventLevel.Warning);
    }

    /// <inheritdoc/>
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.Message is not { } message)
            return;
        lock (_gate)
        {
            if (_told is { } before && TimeProvider.System.GetElapsedTime(before) < Pause)
                return;
            _told = TimeProvider.System.GetTimestamp();
        }

        string line = string.Format(CultureInfo.InvariantCulture, message, [.. eventData.Payload ?? []]);
        // What follows is where it was thrown.
        int end = line.IndexOf('\n', StringComparison.Ordinal);
        _tell(end < 0 ? line : line[..end].TrimEnd());
    }
}
