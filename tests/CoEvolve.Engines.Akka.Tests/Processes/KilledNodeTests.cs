using System.Globalization;
using CoEvolve.Cluster.Tests;
using CoEvolve.Postgres.Testing;
using Xunit.Abstractions;

namespace CoEvolve.Engines.Akka.Tests;

/// <summary>Nodes that die, freeze, leave and come back, as processes.</summary>
public sealed class KilledNodeTests(ITestOutputHelper output) : IDisposable
{
    // Twenty seconds on a quiet machine; this one may be busy, and what it took is printed.
    private static readonly TimeSpan Generous = TimeSpan.FromMinutes(2);

    private readonly Journal _journal = new();
    private readonly ProcessFolder _folder = new();
    private readonly PostgresDatabase _database = SharedPostgres.CreateDatabase();

    public void Dispose()
    {
        output.WriteLine(_journal.ToString());
        _folder.Dispose();
        _database.Dispose();
    }

    [PostgresFact]
    public void A_thousand_ecosystems_on_three_nodes_of_which_two_are_killed_in_turn_are_finished_once_each()
    {
        string scenario = _folder.File("thousand.yaml");
        File.WriteAllText(scenario, """
            name: thousand
            seed: 3
            replicates: 1000
            generations: 1500
            vocabulary: { captions: 10, prior: zipf }
            imageSpace: { dimension: 4, separation: 1 }
            textModel: { captionsPerGeneration: 100, perceptionNoise: 0.1 }
            record: { every: 100, captions: false }
            """);
        ChildProcess.RunCommand(_folder, _journal, "local", "run", scenario, "--out", "local.db", "--quiet");
        ChildProcess.RunCommand(_folder, _journal, "local", "export", "local.db", "--out", "local");

        using ChildProcess run = ChildProcess.StartCommand(_folder, _journal, "run", "run", scenario, "--engine", "akka", "--store", _database.Address);
        using var nodes = new NodeProcesses(_folder, _journal, _database, 3);
        // Before all are there, the others could still be waiting for the first.
        Patience.Until("all work", () => Enumerable.Range(0, 3).All(i => nodes[i].HasSaid("listens at")) && _database.Count("SELECT count(DISTINCT node) FROM attempt") == 3, Generous);
        Patience.Until("a tenth is finished", () => Finished() >= 100, Generous);
        // The oldest: the starter and the coordinator of shards live on it.
        KillAtWork(nodes, 0);
        Patience.Until("the others go on", () => Finished() >= 500, Generous);
        KillAtWork(nodes, 1);
        Assert.True(Finished() < 1000, "All was finished before the second kill.");
        Assert.Equal(0, run.ExitCode(TimeSpan.FromMinutes(5)));

        Assert.Equal(1000, Finished());
        Assert.Empty(_database.Query("SELECT node FROM attempt"));
        Assert.Empty(_database.Query("SELECT ecosystem_id FROM suspect"));
        ChildProcess.RunCommand(_folder, _journal, "export", "export", _database.Address, "--out", "cluster");
        Export.AssertSame(_folder.File("local"), _folder.File("cluster"));
    }

    [PostgresFact]
    public void Ecosystems_of_a_killed_node_run_again_on_the_others()
    {
        Submit(ecosystems: 6);
        using var nodes = new NodeProcesses(_folder, _journal, _database, 3);
        Patience.Until("all are at work", () => Enumerable.Range(0, 3).All(AtWork), Generous);
        foreach (int i in (int[])[0, 2])
        {
            Dictionary<long, int> before = Generations();
            TimeSpan killed = _journal.Elapsed;
            nodes.Kill(i);
            Patience.Until("all go on", () => Generations().All(now => now.Value > before[now.Key]), Generous);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{NodeProcesses.NameOf(i)}: all ecosystems ran again {(_journal.Elapsed - killed).TotalSeconds:0.0} s after it was killed"));
        }

        // One that comes back gets work again.
        nodes.StartAgain(0);
        Patience.Until("it works again", () => AtWork(0), Generous);
        nodes[0].Signal("TERM");
        nodes[1].Signal("TERM");
        Assert.Equal(0, nodes[0].ExitCode(Generous));
        Assert.Equal(0, nodes[1].ExitCode(Generous));
        Assert.Empty(_database.Query("SELECT node FROM attempt"));
    }

    [PostgresFact]
    public void A_node_that_was_frozen_and_taken_for_dead_ends_when_it_wakes_and_does_no_harm()
    {
        Submit(ecosystems: 6);
        using var nodes = new NodeProcesses(_folder, _journal, _database, 3);
        Patience.Until("all are at work", () => Enumerable.Range(0, 3).All(AtWork), Generous);
        nodes[1].Signal("STOP");
        Dictionary<long, int> before = Generations();
        Patience.Until("all go on", () => Generations().All(now => now.Value > before[now.Key]), Generous);
        nodes[1].Signal("CONT");
        Assert.Equal(1, nodes[1].ExitCode(Generous));
        Assert.True(nodes[1].HasSaid("took this one for dead"));
        before = Generations();
        Patience.Until("all still go on", () => Generations().All(now => now.Value > before[now.Key]), Generous);
        Assert.Empty(_database.Query("SELECT id FROM ecosystem WHERE status NOT IN ('waiting', 'running')"));
    }

    private void KillAtWork(NodeProcesses nodes, int i)
    {
        Patience.Until($"{NodeProcesses.NameOf(i)} is at work", () => AtWork(i), Generous);
        nodes.Kill(i);
    }

    private bool AtWork(int i) => _database.Count($"SELECT count(*) FROM attempt WHERE node = '{NodeProcesses.NameOf(i)}'") > 0;

    private long Finished() => _database.Query("SELECT to_regclass('ecosystem')::text")[0][0] is null ? 0 : _database.Count("SELECT count(*) FROM ecosystem WHERE status = 'finished'");

    private Dictionary<long, int> Generations() => _database.Query("SELECT id, generation FROM ecosystem").ToDictionary(row => (long)row[0]!, row => (int)row[1]!);

    private void Submit(int ecosystems)
    {
        string scenario = _folder.File("endless.yaml");
        File.WriteAllText(scenario, string.Create(CultureInfo.InvariantCulture, $$"""
            name: endless
            replicates: {{ecosystems}}
            generations: 10000000
            vocabulary: { captions: 10 }
            textModel: { captionsPerGeneration: 500 }
            record: { every: 1000000, captions: false }
            """));
        Tool.Submit(scenario, _database.Address);
    }
}
