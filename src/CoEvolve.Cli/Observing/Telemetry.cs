using CoEvolve.Engines;
using CoEvolve.Store;
using Serilog;

namespace CoEvolve.Cli;

/// <summary>Sends metrics and traces of this process to a collector, until it is closed.</summary>
internal sealed class Telemetry : IDisposable
{
    private static readonly TimeSpan CountPatience = TimeSpan.FromSeconds(2);

    private readonly IDisposable _export;
    private readonly WaitingGauge _waiting;
    private readonly ExportProblems _problems;

    private Telemetry(TelemetrySettings settings, string instance, Func<IReadOnlyList<(long Experiment, long Waiting)>> countWaiting, ILogger log)
    {
        _problems = new ExportProblems(problem => log.Warning("OpenTelemetry: {Problem:l}", problem));
        _waiting = new WaitingGauge(countWaiting);
        _export = OtlpExport.Start(settings, instance);
        log.Information("Metrics go to {Metrics:l}, traces to {Traces:l}", settings.Metrics?.Shown ?? "nobody", settings.Traces?.Shown ?? "nobody");
    }

    /// <summary>Starts to send, if there is somebody to send to. Loads the exporter only then.</summary>
    /// <param name="settings">Null to send nothing.</param>
    /// <param name="instance">How this process is told from others.</param>
    /// <param name="store">Where ecosystems wait.</param>
    /// <param name="log">Gets a warning, now and then, while the collector does not take what it is sent.</param>
    public static Telemetry? Start(TelemetrySettings? settings, string instance, StoreAddress store, ILogger log) => settings is null
        ? null
        : new Telemetry(settings, instance, () => StoreProbe.CountWaitingEcosystems(store, CountPatience), log);

    /// <summary>Sends what is left, and ends. A collector that does not answer may take long.</summary>
    public void Dispose()
    {
        _waiting.Dispose();
        _export.Dispose();
        _problems.Dispose();
    }
}
