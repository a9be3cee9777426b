using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using CoEvolve.Postgres.Testing;
using Xunit.Abstractions;

namespace CoEvolve.Cluster.Tests;

/// <summary>What a real node answers about its health while its database comes and goes.</summary>
public sealed class HealthTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(10);

    private readonly Journal _journal = new();
    private readonly ProcessFolder _folder = new();
    private readonly HttpClient _client = new();

    public void Dispose()
    {
        output.WriteLine(_journal.ToString());
        _client.Dispose();
        _folder.Dispose();
    }

    [PostgresFact]
    public void A_node_at_work_is_live_and_ready_and_only_live_while_its_database_is_away()
    {
        using var server = new PrivatePostgres();
        using PostgresDatabase database = server.CreateDatabase();
        File.WriteAllText(_folder.File("work.yaml"), "replicates: 4\ngenerations: 10000000\nvocabulary: { captions: 10 }\n");
        Tool.Submit(_folder.File("work.yaml"), database.Address);
        using ChildProcess node = Start("http://127.0.0.1:0", database.Address);
        string address = Address(node);
        using var view = new ClusterView(database);
        Patience.Until("the node has work", () => node.HasEnded || view.WaitingAttemptsOf("one").Count > 0);
        Patience.Until("the node is ready", () => Ask(address, "ready").Status == 200);
        Assert.Equal("""{"status":"ready","node":"one","version":"V"}""", WithoutVersion(Ask(address, "ready").Body));
        Assert.Equal((200, "live"), Word(Ask(address, "live")));

        server.Stop();
        Patience.Until("the node is not ready", () => Ask(address, "ready").Status == 503);
        (int _, string body) = Ask(address, "ready");
        Assert.Equal("not_ready", Property(body, "status"));
        Assert.Contains($"127.0.0.1:{server.Port}/{database.Name}: no server answers there", Property(body, "reason"), StringComparison.Ordinal);
        Assert.Equal((200, "live"), Word(Ask(address, "live")));

        server.StartAgain();
        Patience.Until("the node is ready again", () => Ask(address, "ready").Status == 200);
        Stop(node);
        Assert.Empty(database.Query("SELECT node FROM attempt"));
    }

    [PostgresFact]
    public void A_node_that_waits_for_its_database_is_live_and_not_ready()
    {
        using var server = new PrivatePostgres();
        using PostgresDatabase database = server.CreateDatabase();
        server.Stop();
        using ChildProcess node = Start("http://localhost:0", database.Address);
        string address = Address(node);
        Assert.Equal((503, "not_ready"), Word(Ask(address, "ready")));
        Assert.Equal((200, "live"), Word(Ask(address, "live")));
        server.StartAgain();
        Patience.Until("the node is ready", () => Ask(address, "ready").Status == 200);
        Stop(node);
    }

    [Fact]
    public void Other_questions_are_refused()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0); // takes connections and says nothing
        listener.Start();
        using ChildProcess node = Start("http://127.0.0.1:0", Silent(listener));
        string address = Address(node);
        Assert.Equal(404, Ask(address, "").Status);
        Assert.Equal(404, Ask(address, "live/x").Status);
        using HttpResponseMessage posted = _client.Send(new HttpRequestMessage(HttpMethod.Post, $"{address}/live"));
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "GET, HEAD"), (posted.StatusCode, string.Join(", ", posted.Content.Headers.Allow)));
        using HttpResponseMessage head = _client.Send(new HttpRequestMessage(HttpMethod.Head, $"{address}/live"));
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Stop(node); // though the client keeps its connection, and the database is silent
    }

    [Fact]
    public void A_port_that_is_in_use_is_refused_with_one_message()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        using ChildProcess node = Start(url, "postgres://me@127.0.0.1:1/lab");
        Assert.Equal(2, node.ExitCode(TimeSpan.FromMinutes(1)));
        string line = Assert.Single(node.Lines());
        Assert.StartsWith($"error: --health-url is {url}: the node cannot listen there (", line, StringComparison.Ordinal);
        Assert.EndsWith("Choose another port, or stop what uses it.", line, StringComparison.Ordinal);
    }

    private static string Silent(TcpListener listener) =>
        string.Create(CultureInfo.InvariantCulture, $"postgres://me@127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/lab?connect_timeout=600&sslmode=disable");

    private static (int Status, string? Word) Word((int Status, string Body) answer) => (answer.Status, Property(answer.Body, "status"));

    private static string? Property(string body, string name) => JsonSerializer.Deserialize<JsonElement>(body).GetProperty(name).GetString();

    private static string WithoutVersion(string body) => body.TrimEnd('\n').Replace(Property(body, "version")!, "V", StringComparison.Ordinal);

    private ChildProcess Start(string url, string store) =>
        ChildProcess.StartCommand(_folder, _journal, "one", "node", "--store", store, "--name", "one", "--parallel", "1", "--health-url", url);

    // With port 0 the node says which one it was given.
    private static string Address(ChildProcess node)
    {
        const string said = "node one: answers at ";
        Patience.Until("the node answers", () => node.HasEnded || node.HasSaid(said));
        string line = Assert.Single(node.Lines(), line => line.StartsWith(said, StringComparison.Ordinal));
        return line[said.Length..].Split("/live")[0];
    }

    private (int Status, string Body) Ask(string address, string question)
    {
        using HttpResponseMessage answer = _client.Send(new HttpRequestMessage(HttpMethod.Get, $"{address}/{question}"));
        using var body = new StreamReader(answer.Content.ReadAsStream());
        return ((int)answer.StatusCode, body.ReadToEnd());
    }

    private void Stop(ChildProcess node)
    {
        TimeSpan start = _journal.Elapsed;
        node.Signal("TERM");
        Assert.Equal(0, node.ExitCode(Generous));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"gone {(_journal.Elapsed - start).TotalSeconds:0.000} s after SIGTERM"));
    }
}
