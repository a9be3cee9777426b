using System.Globalization;
using CoEvolve.Postgres.Testing;
using Xunit.Abstractions;

namespace CoEvolve.Cluster.Tests;

/// <summary>
/// A node that is stopped in the middle of work has two seconds to be gone. It is given more here, because the machine may be busy;
/// what it took is printed.
/// </summary>
public sealed class TerminationTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(10);

    private readonly Journal _journal = new();
    private readonly ProcessFolder _folder = new();
    private readonly PostgresDatabase _database = SharedPostgres.CreateDatabase();

    public void Dispose()
    {
        output.WriteLine(_journal.ToString());
        _folder.Dispose();
        _database.Dispose();
    }

    [PostgresTheory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public void A_stopped_node_stores_what_it_has_and_accuses_nobody(string signal)
    {
        using ChildProcess node = StartAtWork("""
            replicates: 4
            generations: 10000000
            vocabulary: { captions: 10 }
            textModel: { captionsPerGeneration: 2000 }
            record: { every: 100 }

            """);
        Stop(node, signal);

        Assert.True(node.HasSaid("node one: stopped after"));
        Assert.True(_database.Count("SELECT sum(generation)::bigint FROM ecosystem WHERE status = 'running'") > 0);
        Assert.True(_database.Count("SELECT count(*) FROM text_metric") > 0);
    }

    [PostgresFact]
    public void A_generation_that_takes_long_is_given_up_and_its_ecosystem_handed_back_as_it_was()
    {
        // One generation reads half a billion pairs of images and captions, in 64 dimensions.
        using ChildProcess node = StartAtWork("""
            generations: 10
            vocabulary: { captions: 2000 }
            imageSpace: { dimension: 64, separation: 0.01 }
            textModel: { captionsPerGeneration: 250000, perceptionNoise: 0.1 }

            """);
        Stop(node, "TERM");

        Assert.Equal([["waiting", 0]], _database.Query("SELECT DISTINCT status, generation FROM ecosystem"));
    }

    private ChildProcess StartAtWork(string scenario)
    {
        File.WriteAllText(_folder.File("work.yaml"), scenario);
        Tool.Submit(_folder.File("work.yaml"), _database.Address);
        var node = ChildProcess.StartCommand(_folder, _journal, "one", "node", "--store", _database.Address, "--name", "one", "--parallel", "1");
        using var view = new ClusterView(_database);
        Patience.Until("the node has work", () => node.HasEnded || view.WaitingAttemptsOf("one").Count > 0);
        Assert.False(node.HasEnded, _journal.ToString());
        return node;
    }

    private void Stop(ChildProcess node, string signal)
    {
        TimeSpan start = _journal.Elapsed;
        node.Signal(signal);
        Assert.Equal(0, node.ExitCode(Generous));
        TimeSpan took = _journal.Elapsed - start;
        Assert.True(took < Generous, $"It took {took.TotalSeconds} s.");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"gone {took.TotalSeconds:0.000} s after SIG{signal}"));

        Assert.Empty(_database.Query("SELECT node FROM attempt"));
        Assert.Empty(_database.Query("SELECT ecosystem_id FROM suspect"));
    }
}
