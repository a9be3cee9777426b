namespace CoEvolve.Cli.Tests;

public sealed class TelemetrySettingsTests
{
    [Fact]
    public void Nothing_goes_anywhere_unless_somebody_says_so()
    {
        Assert.Null(Of(null));
        Assert.Null(Of(null, ("OTEL_EXPORTER_OTLP_ENDPOINT", " ")));
        Assert.Null(Of(null, ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")));
        Assert.Null(Of("http://lab:4318", ("OTEL_SDK_DISABLED", "TRUE")));
        Assert.Null(Of("http://lab:4318", ("OTEL_METRICS_EXPORTER", "none"), ("OTEL_TRACES_EXPORTER", "none")));
    }

    [Theory]
    [InlineData("http://lab:4318", "http://lab:4318/v1/metrics", "http://lab:4318/v1/traces")]
    [InlineData("https://lab/otlp/", "https://lab/otlp/v1/metrics", "https://lab/otlp/v1/traces")]
    public void Over_http_metrics_and_traces_have_paths_below_the_address(string address, string metrics, string traces)
    {
        foreach (TelemetrySettings? settings in new[] { Of(address), Of(null, ("OTEL_EXPORTER_OTLP_ENDPOINT", address)) })
        {
            Assert.Equal(new OtlpTarget(new Uri(metrics), IsGrpc: false, null), settings?.Metrics);
            Assert.Equal(new OtlpTarget(new Uri(traces), IsGrpc: false, null), settings?.Traces);
        }
    }

    [Fact]
    public void The_option_comes_before_the_variables()
    {
        TelemetrySettings settings = Of(
            "http://option:4318", ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://general:4318"), ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://traces:4318/x"))!;
        Assert.Equal(("option", "option"), (settings.Metrics?.Endpoint.Host, settings.Traces?.Endpoint.Host));
    }

    [Fact]
    public void An_address_for_one_signal_is_taken_as_it_is_and_comes_before_the_general_one()
    {
        TelemetrySettings settings = Of(null, ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://general:4318"), ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://traces:9/x"))!;
        Assert.Equal("http://general:4318/v1/metrics", settings.Metrics?.Endpoint.AbsoluteUri);
        Assert.Equal("http://traces:9/x", settings.Traces?.Endpoint.AbsoluteUri);
        TelemetrySettings alone = Of(null, ("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "http://metrics:9/x"))!;
        Assert.Equal(("http://metrics:9/x", null), (alone.Metrics?.Endpoint.AbsoluteUri, alone.Traces));
    }

    [Theory]
    [InlineData("http://lab:4317", null, null, true)]
    [InlineData("http://lab:4318", null, null, false)]
    [InlineData("http://lab:4317", "http/protobuf", null, false)]
    [InlineData("http://lab:4318", "grpc", null, true)]
    [InlineData("http://lab:4318", "http/protobuf", "grpc", true)]
    public void The_protocol_is_that_of_the_variables_or_of_the_port(string address, string? general, string? own, bool isGrpc)
    {
        OtlpTarget metrics = Of(address, ("OTEL_EXPORTER_OTLP_PROTOCOL", general), ("OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", own))!.Metrics!;
        Assert.Equal(isGrpc, metrics.IsGrpc);
        Assert.Equal(isGrpc ? "/" : "/v1/metrics", metrics.Endpoint.AbsolutePath);
    }

    [Fact]
    public void Headers_are_those_of_the_signal_or_the_general_ones()
    {
        TelemetrySettings settings = Of("http://lab:4318", ("OTEL_EXPORTER_OTLP_HEADERS", "key=a"), ("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "key=b"))!;
        Assert.Equal(("key=a", "key=b"), (settings.Metrics?.Headers, settings.Traces?.Headers));
    }

    [Fact]
    public void What_is_shown_has_no_secret()
    {
        Assert.Equal("http://lab:4318/v1/metrics", Of("http://me:secret@lab:4318?key=secret")!.Metrics!.Shown);
    }

    [Theory]
    [InlineData("lab:4318", "--otlp is 'lab:4318'; it must be the address of an OpenTelemetry collector, as in http://127.0.0.1:4318.")]
    [InlineData("collector", "--otlp is 'collector'; it must be the address")]
    [InlineData("ftp://lab", "--otlp is 'ftp://lab'; it must be the address")]
    [InlineData("", "--otlp is ''; it must be the address")]
    public void What_is_no_address_is_refused(string address, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<BadInputException>(() => Of(address)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "here", "OTEL_EXPORTER_OTLP_ENDPOINT is 'here'; it must be the address")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "here", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT is 'here'; it must be the address")]
    public void So_is_one_in_a_variable(string name, string value, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<BadInputException>(() => Of(null, (name, value))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_protocol_that_there_is_not_is_refused()
    {
        string message = Assert.Throws<BadInputException>(() => Of("http://lab:4318", ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json"))).Message;
        Assert.StartsWith("OTEL_EXPORTER_OTLP_PROTOCOL is 'http/json'; allowed are grpc and http/protobuf.", message, StringComparison.Ordinal);
    }

    private static TelemetrySettings? Of(string? option, params (string Name, string? Value)[] variables) =>
        TelemetrySettings.Of(option, name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}
