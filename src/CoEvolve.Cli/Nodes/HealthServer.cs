using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CoEvolve.Cli;

/// <summary>
/// Answers GET /live and GET /ready over HTTP. The bare server without a host: no configuration, no logging, and nobody else who
/// hears of SIGTERM.
/// </summary>
internal sealed class HealthServer
{
    private const int MostConnections = 100;

    private readonly KestrelServer _server;

    private HealthServer(KestrelServer server) => _server = server;

    /// <summary>Where it listens, with the port that it was given.</summary>
    public string Address => _server.Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>Starts to listen.</summary>
    /// <exception cref="BadInputException">It cannot listen there.</exception>
    public static HealthServer Start(HealthUrl url, NodeHealth health)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxConcurrentConnections = MostConnections;
        url.ListenWith(options);
        var server = new KestrelServer(Options.Create(options), new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance), NullLoggerFactory.Instance);
        try
        {
            server.StartAsync(new Application(health), CancellationToken.None).GetAwaiter().GetResult();
            return new HealthServer(server);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            server.Dispose();
            throw new BadInputException($"--health-url is {url}: the node cannot listen there ({e.Message.TrimEnd('.')}). Choose another port, or stop what uses it.");
        }
    }

    /// <summary>Stops to listen, and ends its connections.</summary>
    public void Stop()
    {
        _server.StopAsync(new CancellationToken(canceled: true)).GetAwaiter().GetResult();
        _server.Dispose();
    }

    private sealed class Application(NodeHealth health) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public async Task ProcessRequestAsync(HttpContext context)
        {
            HealthAnswer answer = await Answer(context.Request).ConfigureAwait(false);
            context.Response.StatusCode = answer.Status;
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = answer.Body.Length;
            context.Response.Headers.CacheControl = "no-store";
            if (answer.Status == StatusCodes.Status405MethodNotAllowed)
                context.Response.Headers.Allow = "GET, HEAD";
            if (!HttpMethods.IsHead(context.Request.Method))
                await context.Response.Body.WriteAsync(answer.Body).ConfigureAwait(false);
        }

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }

        private async Task<HealthAnswer> Answer(HttpRequest request)
        {
            if (request.Path.Value is not ("/live" or "/ready"))
                return HealthAnswer.Refusal(StatusCodes.Status404NotFound, "There are /live and /ready.");
            if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
                return HealthAnswer.Refusal(StatusCodes.Status405MethodNotAllowed, "Allowed are GET and HEAD.");
            return request.Path.Value == "/live" ? health.Live() : await health.Ready().ConfigureAwait(false);
        }
    }
}
