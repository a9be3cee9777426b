using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CoEvolve.Cli.Tests;

/// <summary>Takes connections and never says a word, as a server does that froze or a host that lost its disk.</summary>
internal sealed class SilentServer : IDisposable
{
    // Far more than an interrupted command takes, and far less than connecting would.
    private static readonly TimeSpan Generous = TimeSpan.FromMinutes(1);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public SilentServer() => _listener.Start();

    /// <summary>An address of it; connecting takes ten minutes to fail.</summary>
    public string Address => string.Create(
        CultureInfo.InvariantCulture, $"postgres://me@127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/lab?connect_timeout=600&sslmode=disable");

    /// <summary>Runs a command, and interrupts it when it has connected.</summary>
    public ToolResult InterruptedAtOnce(Func<CancellationToken, ToolResult> command)
    {
        using var interruption = new CancellationTokenSource();
        Task<ToolResult> run = Task.Factory.StartNew(() => command(interruption.Token), TaskCreationOptions.LongRunning);
        Task<TcpClient> client = _listener.AcceptTcpClientAsync();
        Assert.True(client.Wait(Generous), "Nobody connected.");
        using (client.Result)
        {
            interruption.Cancel();
            Assert.True(run.Wait(Generous), "The command waits for the server.");
            return run.Result;
        }
    }

    public void Dispose() => _listener.Dispose();
}
