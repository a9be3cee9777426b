using System.Runtime.CompilerServices;
using CoEvolve.Engines;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CoEvolve.Cli;

/// <summary>
/// Hands metrics and traces to OpenTelemetry's exporter. The only class that touches OpenTelemetry, so that its assemblies are loaded
/// when, and only when, something is exported.
/// </summary>
internal static class OtlpExport
{
    private const string Service = "coevolve";

    // Memory, garbage collections and processor time, which the runtime measures itself.
    private const string Runtime = "System.Runtime";

    /// <summary>Starts to export; disposing of the result sends what is left.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IDisposable Start(TelemetrySettings settings, string instance)
    {
        // What comes later wins: OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES may say otherwise.
        ResourceBuilder resource = ResourceBuilder.CreateEmpty()
            .AddService(Service, serviceVersion: Build.Version, serviceInstanceId: instance)
            .AddAttributes([new("host.name", Environment.MachineName)])
            .AddTelemetrySdk()
            .AddEnvironmentVariableDetector();
        TracerProvider? tracing = settings.Traces is not { } traces ? null : Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(RunInstruments.Name)
            .AddOtlpExporter(options => Configure(options, traces))
            .Build();
        MeterProvider? metering = settings.Metrics is not { } metrics ? null : Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(RunInstruments.Name, Runtime)
            .AddOtlpExporter(options => Configure(options, metrics))
            .Build();
        return new Both(tracing, metering);
    }

    private static void Configure(OtlpExporterOptions options, OtlpTarget target)
    {
        options.Endpoint = target.Endpoint;
        options.Protocol = target.IsGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        options.Headers = target.Headers;
    }

    private sealed class Both(TracerProvider? tracing, MeterProvider? metering) : IDisposable
    {
        // At the same time, because the process that waits for it may have little.
        public void Dispose() => Parallel.Invoke(() => metering?.Dispose(), () => tracing?.Dispose());
    }
}
