using System.Buffers.Binary;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CoEvolve.Cluster.Tests;

/// <summary>A collector on this machine that takes metrics and traces as OTLP, over HTTP or gRPC, and keeps all of them. Thread-safe.</summary>
internal sealed class OtlpReceiver : IHttpApplication<HttpContext>, IDisposable
{
    // A byte that says that what follows is not compressed, and its length.
    private const int GrpcPrefix = 5;

    private readonly bool _isGrpc;
    private readonly KestrelServer _server;
    private readonly ConcurrentQueue<OtlpMetric> _metrics = new();
    private readonly ConcurrentQueue<OtlpSpan> _spans = new();

    public OtlpReceiver(bool isGrpc = false)
    {
        _isGrpc = isGrpc;
        var options = new KestrelServerOptions();
        options.Listen(System.Net.IPAddress.Loopback, 0, listening => listening.Protocols = isGrpc ? HttpProtocols.Http2 : HttpProtocols.Http1);
        _server = new KestrelServer(Options.Create(options), new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance), NullLoggerFactory.Instance);
        _server.StartAsync(this, CancellationToken.None).GetAwaiter().GetResult();
    }

    /// <summary>Its address.</summary>
    public string Address => _server.Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>Every span that came, in order.</summary>
    public IReadOnlyList<OtlpSpan> Spans => [.. _spans];

    /// <summary>Every value that a metric had, oldest first.</summary>
    public IReadOnlyList<OtlpMetric> All(string name) => [.. _metrics.Where(metric => metric.Name == name)];

    /// <summary>What a metric was when it last came; it has no points if it never did.</summary>
    public IReadOnlyList<OtlpPoint> Latest(string name) => All(name) is [.., OtlpMetric last] ? last.Points : [];

    /// <summary>The sum of a counter's latest values that have an attribute.</summary>
    public double Sum(string name, string key, object value) =>
        Latest(name).Where(point => Equals(point.Attributes[key], value)).Sum(point => point.Value);

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public async Task ProcessRequestAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        ReadOnlyMemory<byte> message = body.ToArray();
        if (_isGrpc)
        {
            Assert.Equal((uint)message.Length - GrpcPrefix, BinaryPrimitives.ReadUInt32BigEndian(message.Span[1..]));
            message = message[GrpcPrefix..];
        }

        switch (context.Request.Path.Value)
        {
            case "/v1/metrics" or "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export":
                foreach (OtlpMetric metric in OtlpMessages.Metrics(message))
                    _metrics.Enqueue(metric);
                break;
            case "/v1/traces" or "/opentelemetry.proto.collector.trace.v1.TraceService/Export":
                foreach (OtlpSpan span in OtlpMessages.Spans(message))
                    _spans.Enqueue(span);
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
        }

        context.Response.ContentType = _isGrpc ? "application/grpc" : "application/x-protobuf";
        if (!_isGrpc)
            return;
        await context.Response.Body.WriteAsync(new byte[GrpcPrefix]);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public void Dispose()
    {
        _server.StopAsync(new CancellationToken(canceled: true)).GetAwaiter().GetResult();
        _server.Dispose();
    }
}
