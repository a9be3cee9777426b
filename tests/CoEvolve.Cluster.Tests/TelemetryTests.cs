using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CoEvolve.Postgres.Testing;
using Xunit.Abstractions;

namespace CoEvolve.Cluster.Tests;

/// <summary>Metrics and traces of real processes, as a collector gets them.</summary>
public sealed class TelemetryTests(ITestOutputHelper output) : IDisposable
{
    private const string ExperimentId = "coevolve.experiment.id";
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(10);

    private readonly Journal _journal = new();
    private readonly ProcessFolder _folder = new();

    public void Dispose()
    {
        output.WriteLine(_journal.ToString());
        _folder.Dispose();
    }

    [PostgresFact]
    public void A_node_sends_metrics_and_traces_of_what_it_stores()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        using var receiver = new OtlpReceiver();
        Submit(database, generations: 400);
        using ChildProcess node = Start(database, new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Address,
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
            ["OTEL_RESOURCE_ATTRIBUTES"] = "deployment.environment.name=test",
        });
        Patience.Until("the experiment is finished", () => node.HasEnded || database.Count("SELECT count(*) FROM experiment WHERE finished_at IS NOT NULL") == 1);
        Patience.Until("the metrics of an idle node arrive", () => receiver.Latest("coevolve.claim.duration").Any(point => point.Attributes["coevolve.claim.found"] is false));
        node.Signal("TERM");
        Assert.Equal(0, node.ExitCode(Generous));

        // What was stored, to the last of it: a node that leaves sends what is left.
        Assert.Equal(database.Count("SELECT sum(generation)::bigint FROM ecosystem"), receiver.Sum("coevolve.generations", ExperimentId, 1L));
        Assert.Equal(database.Count("SELECT count(*) FROM ecosystem WHERE status = 'finished'"), receiver.Sum("coevolve.ecosystem.finished", ExperimentId, 1L));
        foreach (string table in new[] { "text_metric", "image_metric", "caption_metric", "snapshot" })
        {
            long rows = database.Count($"SELECT count(*) FROM {table}");
            Assert.True(rows > 0);
            Assert.Equal(rows, receiver.Sum("coevolve.rows", "coevolve.table.name", table));
        }

        double slices = receiver.Sum("coevolve.slices", ExperimentId, 1L);
        Assert.True(slices >= 1);
        foreach (string part in new[] { "coevolve.compute.duration", "coevolve.commit.duration" })
            Assert.Equal(((long)slices, true), (receiver.Latest(part).Single().Count, receiver.Latest(part).Single().Value > 0));
        Assert.Equal(slices, receiver.Latest("coevolve.claim.duration").Single(point => point.Attributes["coevolve.claim.found"] is true).Count);
        Assert.Contains(receiver.All("coevolve.ecosystem.waiting").SelectMany(metric => metric.Points), point => point.Attributes[ExperimentId] is 1L && point.Value is >= 0 and <= 6);
        Assert.NotEmpty(receiver.All("dotnet.process.memory.working_set"));

        AssertTraces(receiver, (int)slices);
        OtlpMetric generations = receiver.All("coevolve.generations")[^1];
        Assert.Equal(("{generation}", "CoEvolve"), (generations.Unit, generations.Scope));
        Assert.All([generations.Resource, receiver.Spans[0].Resource], resource =>
        {
            Assert.Equal(("coevolve", "one", "test"), (resource["service.name"], resource["service.instance.id"], resource["deployment.environment.name"]));
            Assert.Matches(@"^\d+\.\d+\.\d+$", (string?)resource["service.version"]);
            Assert.Equal(Environment.MachineName, resource["host.name"]);
        });
    }

    [Fact]
    public void A_run_sends_over_grpc_what_it_stores()
    {
        using var receiver = new OtlpReceiver(isGrpc: true);
        using ChildProcess run = ChildProcess.StartCommand(
            _folder, _journal, "run", new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc", ["OTEL_SERVICE_NAME"] = "my-lab" },
            "run", WriteScenario(generations: 100), "--out", "results.db", "--quiet", "--otlp", receiver.Address);
        Assert.Equal(0, run.ExitCode(TimeSpan.FromMinutes(2)));

        Assert.Equal(600, receiver.Sum("coevolve.generations", ExperimentId, 1L));
        Assert.Equal(6, receiver.Sum("coevolve.ecosystem.finished", ExperimentId, 1L));
        Assert.Equal("my-lab", receiver.All("coevolve.generations")[0].Resource["service.name"]);
        AssertTraces(receiver, (int)receiver.Sum("coevolve.slices", ExperimentId, 1L));
    }

    [PostgresFact]
    public void A_node_does_not_wait_for_a_collector_that_takes_its_connection_and_says_nothing()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Submit(database, generations: 10_000_000);
        using ChildProcess node = Start(database, new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"),
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
        });
        Patience.Until("the node connects to the collector", () => node.HasEnded || listener.Pending());
        Patience.Until("the node has stored something", () => node.HasEnded || database.Count("SELECT coalesce(sum(generation), 0)::bigint FROM ecosystem") > 0);
        Stop(node);
        Assert.Empty(database.Query("SELECT node FROM attempt"));
    }

    [PostgresFact]
    public void A_collector_that_is_not_there_is_told_of_and_changes_nothing()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        Submit(database, generations: 50);
        using ChildProcess node = Start(database, new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"),
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
        });
        Patience.Until("the experiment is finished", () => node.HasEnded || database.Count("SELECT count(*) FROM experiment WHERE finished_at IS NOT NULL") == 1);
        Patience.Until("the node tells of the collector", () => node.HasEnded || node.HasSaid("[WRN] OpenTelemetry: "));
        Stop(node);
        Assert.Single(node.Lines(), line => line.Contains("OpenTelemetry: ", StringComparison.Ordinal)); // one a minute
    }

    [PostgresFact]
    public void Without_a_collector_the_exporter_is_not_even_loaded()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        Submit(database, generations: 50);
        using ChildProcess node = Start(database, new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "" });
        Patience.Until("the experiment is finished", () => node.HasEnded || database.Count("SELECT count(*) FROM experiment WHERE finished_at IS NOT NULL") == 1);
        Assert.True(node.HasLoaded("CoEvolve.Engines"));
        Assert.False(node.HasLoaded("OpenTelemetry"));
        Assert.False(node.HasLoaded("Microsoft.AspNetCore.Server.Kestrel.Core"));
        Stop(node);
    }

    private static void AssertTraces(OtlpReceiver receiver, int slices)
    {
        ILookup<string, OtlpSpan> traces = receiver.Spans.ToLookup(span => span.Trace);
        Assert.Equal(slices, traces.Count);
        foreach (IGrouping<string, OtlpSpan> trace in traces)
        {
            OtlpSpan slice = Assert.Single(trace, span => span.Name == "slice");
            Assert.Equal(("", "CoEvolve", 1L, "stored"), (slice.Parent, slice.Scope, slice.Attributes[ExperimentId], slice.Attributes["coevolve.slice.outcome"]));
            Assert.NotEmpty((object?[])slice.Attributes["coevolve.ecosystem.ids"]!);
            OtlpSpan[] parts = [.. trace.Where(span => span != slice).OrderBy(span => span.Start)];
            Assert.Equal(["claim", "compute", "commit"], parts.Select(span => span.Name));
            Assert.All(parts, part => Assert.Equal(slice.Id, part.Parent));
            Assert.Equal((slice.Start, slice.End), (parts[0].Start, parts[2].End));
            Assert.True(parts[0].End <= parts[1].Start && parts[1].End <= parts[2].Start);
        }

        Assert.Equal(receiver.Sum("coevolve.generations", ExperimentId, 1L), receiver.Spans.Where(span => span.Name == "slice").Sum(span => (long)span.Attributes["coevolve.generation.count"]!));
    }

    private string WriteScenario(int generations)
    {
        string file = _folder.File("work.yaml");
        File.WriteAllText(file, string.Create(CultureInfo.InvariantCulture, $$"""
            replicates: 6
            generations: {{generations}}
            vocabulary: { captions: 10 }
            textModel: { captionsPerGeneration: 200 }
            record: { every: 50, captions: true, snapshots: [0] }

            """));
        return file;
    }

    private void Submit(PostgresDatabase database, int generations) => Tool.Submit(WriteScenario(generations), database.Address);

    private ChildProcess Start(PostgresDatabase database, Dictionary<string, string> variables) =>
        ChildProcess.StartCommand(_folder, _journal, "one", variables, "node", "--store", database.Address, "--name", "one", "--parallel", "1");

    private void Stop(ChildProcess node)
    {
        TimeSpan start = _journal.Elapsed;
        node.Signal("TERM");
        Assert.Equal(0, node.ExitCode(Generous));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"gone {(_journal.Elapsed - start).TotalSeconds:0.000} s after SIGTERM"));
    }
}
