using CoEvolve.Engines;
using CoEvolve.Store;
using Serilog;
using Serilog.Events;

namespace CoEvolve.Cli;

/// <summary>All by which a run is watched from outside: its log, its metrics and its traces.</summary>
internal sealed class RunObservation : IDisposable
{
    // A run that is done does not wait for a collector that is silent.
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(2);

    private readonly Telemetry? _telemetry;
    private readonly ILogger _log;

    /// <summary>Sends metrics and traces from now on, if there is somebody to send to.</summary>
    /// <param name="settings">Null to send nothing.</param>
    /// <param name="address">The results file.</param>
    /// <param name="log">The command's log.</param>
    public RunObservation(TelemetrySettings? settings, StoreAddress address, ILogger log)
    {
        _log = log;
        _telemetry = Telemetry.Start(settings, FormattableString.Invariant($"{Environment.MachineName}/{Environment.ProcessId}"), address, log);
    }

    /// <summary>Whoever wants to know is told of all that is done with the store from now on.</summary>
    public IRunStore Around(IRunStore store) => ObservedRunStore.Around(store, new SliceLog(_log, LogEventLevel.Information).Observer);

    /// <summary>Sends what is left, as far as the collector takes it soon.</summary>
    public void Dispose()
    {
        if (_telemetry is not { } telemetry)
            return;
        Task closing = Departure.Start(() =>
        {
            telemetry.Dispose();
            return 0;
        });
        Task.WaitAny([closing], ClosePatience);
    }
}
