using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CoEvolve.Postgres.Testing;
using Xunit.Abstractions;

namespace CoEvolve.Cluster.Tests;

/// <summary>
/// A node that is stopped while its database says nothing has two seconds to be gone as well. It is given more here, because the
/// machine may be busy; what it took is printed. A node that waited for the database would wait for ever.
/// </summary>
public sealed class SilentDatabaseTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(10);

    private readonly Journal _journal = new();
    private readonly ProcessFolder _folder = new();

    public void Dispose()
    {
        output.WriteLine(_journal.ToString());
        _folder.Dispose();
    }

    [PostgresTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_node_leaves_a_database_that_froze(bool atWork)
    {
        using var server = new PrivatePostgres();
        using PostgresDatabase database = server.CreateDatabase();
        File.WriteAllText(_folder.File("work.yaml"), """
            replicates: 4
            generations: 10000000
            vocabulary: { captions: 10 }
            textModel: { captionsPerGeneration: 2000 }
            record: { every: 100 }

            """);
        if (atWork)
            Tool.Submit(_folder.File("work.yaml"), database.Address);
        using ChildProcess node = Start(database.Address);
        Patience.Until("the node looks for work", () => node.HasEnded || node.HasSaid("node one: up to 1 ecosystems"));
        if (atWork)
        {
            using var view = new ClusterView(database);
            Patience.Until("the node has work", () => node.HasEnded || view.WaitingAttemptsOf("one").Count > 0);
        }

        _journal.Add("test", "freezes the server");
        server.Freeze();
        try
        {
            Stop(node);
            Assert.True(node.HasSaid("node one: stopped after"));
        }
        finally
        {
            server.KillServer();
        }
    }

    [Fact]
    public void A_node_leaves_a_server_that_takes_its_connection_and_says_nothing()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using ChildProcess node = Start(string.Create(CultureInfo.InvariantCulture, $"postgres://me@127.0.0.1:{port}/lab?connect_timeout=600&sslmode=disable"));
        Patience.Until("the node connects", () => node.HasEnded || listener.Pending());
        Stop(node);
        Assert.True(node.HasSaid("node one: stopped before it reached"));
    }

    private ChildProcess Start(string store) =>
        ChildProcess.StartCommand(_folder, _journal, "one", "node", "--store", store, "--name", "one", "--parallel", "1");

    private void Stop(ChildProcess node)
    {
        TimeSpan start = _journal.Elapsed;
        node.Signal("TERM");
        Assert.Equal(0, node.ExitCode(Generous));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"gone {(_journal.Elapsed - start).TotalSeconds:0.000} s after SIGTERM"));
    }
}
