namespace CoEvolve.Cli;

/// <summary>Where one kind of telemetry goes. Immutable.</summary>
/// <param name="Endpoint">The exact address over HTTP, or the server's over gRPC.</param>
/// <param name="IsGrpc">OTLP over gRPC; otherwise protobuf over HTTP.</param>
/// <param name="Headers">As key=value,key=value; null for none.</param>
internal sealed record OtlpTarget(Uri Endpoint, bool IsGrpc, string? Headers)
{
    /// <summary>The address as a log may show it: without what may be secret.</summary>
    public string Shown => Endpoint.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
}
