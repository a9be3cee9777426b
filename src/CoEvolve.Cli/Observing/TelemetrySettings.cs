using System.CommandLine;

namespace CoEvolve.Cli;

/// <summary>Where metrics and traces go, by --otlp and by the variables that OpenTelemetry's specification names. Immutable.</summary>
/// <param name="Metrics">Null if they go nowhere.</param>
/// <param name="Traces">Null if they go nowhere.</param>
internal sealed record TelemetrySettings(OtlpTarget? Metrics, OtlpTarget? Traces)
{
    private const string OptionName = "--otlp";
    private const string General = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Grpc = "grpc";
    private const string HttpProtobuf = "http/protobuf";

    // The two ports that collectors listen on are for one protocol each.
    private const int GrpcPort = 4317;

    /// <summary>The option as it is typed.</summary>
    public static Option<string?> Option() => new(OptionName)
    {
        Description = $"Send metrics and traces to this OpenTelemetry collector. Default: {General}, or nowhere.",
        HelpName = "URL",
    };

    /// <summary>Puts option and variables together.</summary>
    /// <param name="option">The value of --otlp; null if it was not given.</param>
    /// <param name="variable">The environment's variables by default; null for one that is not set.</param>
    /// <returns>Null if nothing goes anywhere.</returns>
    /// <exception cref="BadInputException">An address or a protocol is none.</exception>
    public static TelemetrySettings? Of(string? option, Func<string, string?>? variable = null)
    {
        variable ??= Environment.GetEnvironmentVariable;
        if (string.Equals(Value("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase))
            return null;
        OtlpTarget? metrics = Target("METRICS", "v1/metrics"), traces = Target("TRACES", "v1/traces");
        return metrics is null && traces is null ? null : new TelemetrySettings(metrics, traces);

        string? Value(string name) => variable(name)?.Trim() is { Length: > 0 } value ? value : null;

        OtlpTarget? Target(string signal, string path)
        {
            if (string.Equals(Value($"OTEL_{signal}_EXPORTER"), "none", StringComparison.OrdinalIgnoreCase))
                return null;
            string own = $"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT";
            (string? source, bool isBase) = option is not null ? (OptionName, true) : Value(own) is not null ? (own, false) : (General, true);
            if ((option ?? Value(source)) is not { } text)
                return null;
            Uri endpoint = Address(source, text);
            bool isGrpc = Protocol($"OTEL_EXPORTER_OTLP_{signal}_PROTOCOL") ?? Protocol("OTEL_EXPORTER_OTLP_PROTOCOL") ?? endpoint.Port == GrpcPort;
            string? headers = Value($"OTEL_EXPORTER_OTLP_{signal}_HEADERS") ?? Value("OTEL_EXPORTER_OTLP_HEADERS");
            return new OtlpTarget(isBase && !isGrpc ? Below(endpoint, path) : endpoint, isGrpc, headers);
        }

        bool? Protocol(string name) => Value(name) switch
        {
            null => null,
            Grpc => true,
            HttpProtobuf => false,
            { } other => throw new BadInputException($"{name} is '{other}'; allowed are {Grpc} and {HttpProtobuf}. Unset it for {HttpProtobuf}, or {Grpc} at port {GrpcPort}."),
        };
    }

    private static Uri Address(string source, string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" && address.Host.Length > 0
            ? address
            : throw new BadInputException($"{source} is '{text}'; it must be the address of an OpenTelemetry collector, as in http://127.0.0.1:4318.");

    private static Uri Below(Uri address, string path)
    {
        var below = new UriBuilder(address);
        below.Path = below.Path.TrimEnd('/') + "/" + path;
        return below.Uri;
    }
}
