using CoEvolve.Engines;
using CoEvolve.Store;
using Serilog.Events;

namespace CoEvolve.Cli;

/// <summary>All by which a node is watched from outside: its log, its metrics and traces, and its answers about its health.</summary>
internal sealed class NodeObservation : IDisposable
{
    // A worker whose work the database has long taken away.
    private const int StuckAfterSilences = 3;
    private static readonly TimeSpan ProbePatience = TimeSpan.FromSeconds(2);

    private readonly NodeVoice _voice;
    private readonly NodeHealth _health;
    private readonly HealthServer? _server;
    private readonly Task<Telemetry?> _telemetry;
    private readonly Departure _departure;
    private readonly TimeSpan _goneAfter;
    private Task? _closing;

    private NodeObservation(NodeVoice voice, NodeHealth health, HealthServer? server, Task<Telemetry?> telemetry, Departure departure, TimeSpan goneAfter) =>
        (_voice, _health, _server, _telemetry, _departure, _goneAfter) = (voice, health, server, telemetry, departure, goneAfter);

    /// <summary>Answers about health from now on. Metrics and traces are made ready meanwhile.</summary>
    /// <param name="request">Has been checked.</param>
    /// <param name="address">The node's database.</param>
    /// <param name="options">How the node works.</param>
    /// <param name="voice">What it says.</param>
    /// <param name="departure">What is left of its time when it leaves.</param>
    /// <param name="goneAfter">The time of the departure when this must have ended.</param>
    /// <param name="interruption">Cancelled when the node is told to stop.</param>
    /// <exception cref="BadInputException">The node cannot listen where it was told to; or an address is none.</exception>
    public static NodeObservation Start(
        NodeRequest request, StoreAddress address, PostgresRunOptions options, NodeVoice voice, Departure departure, TimeSpan goneAfter, CancellationToken interruption)
    {
        var settings = TelemetrySettings.Of(request.Otlp);
        HealthUrl? url = request.HealthUrl is { } text ? HealthUrl.Parse(text) : null;
        var readiness = new Readiness(() => StoreProbe.RequireTables(address, ProbePatience), TimeProvider.System);
        var health = new NodeHealth(options.Node, StuckAfterSilences * options.SilenceTimeout, readiness, interruption);
        HealthServer? server = url is null ? null : HealthServer.Start(url, health);
        if (server is not null)
            voice.Say($"answers at {server.Address}/live and {server.Address}/ready");
        Task<Telemetry?> telemetry = settings is null
            ? Task.FromResult<Telemetry?>(null)
            : Departure.Start(() => Telemetry.Start(settings, options.Node, address, voice.Log));
        return new NodeObservation(voice, health, server, telemetry, departure, goneAfter);
    }

    /// <summary>The node begins to look for work. Whoever wants to know is told of all that it does from now on.</summary>
    public ObservedRunStore Around(IRunStore store)
    {
        _telemetry.GetAwaiter().GetResult();
        var observed = ObservedRunStore.Around(store, new SliceLog(_voice.Log, LogEventLevel.Warning).Observer);
        _health.Begin(observed);
        return observed;
    }

    /// <summary>Sends what is left, and waits for nothing.</summary>
    public void BeginToClose() => _closing ??= Departure.Start(() =>
    {
        _server?.Stop();
        _telemetry.GetAwaiter().GetResult()?.Dispose();
        return 0;
    });

    /// <summary>Sends what is left, as far as there is time.</summary>
    public void Dispose()
    {
        BeginToClose();
        _departure.Await(_closing!, _goneAfter);
    }
}
