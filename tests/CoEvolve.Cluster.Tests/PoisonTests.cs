using CoEvolve.Postgres.Testing;
using Xunit.Abstractions;

namespace CoEvolve.Cluster.Tests;

/// <summary>Some ecosystems kill every process that computes them. Nodes that die are started again, as a cluster does.</summary>
public sealed class PoisonTests(ITestOutputHelper output) : IDisposable
{
    private const int Replicates = 24;
    private const int Killed = 128 + 9;

    private readonly Journal _journal = new();
    private readonly ProcessFolder _folder = new();
    private readonly PostgresDatabase _database = SharedPostgres.CreateDatabase();
    private int _started;
    private int _deaths;

    public void Dispose()
    {
        output.WriteLine(_journal.ToString());
        _folder.Dispose();
        _database.Dispose();
    }

    // The sixth is claimed in a batch of four. That batch's death makes it a suspect; one more death may come of it while it
    // runs alone for several generations; three at its deadly generation prove it.
    [PostgresTheory]
    [InlineData(1, 1, "6@23", 5, 5)]
    [InlineData(1, 1, "6@1", 4, 4)]
    [InlineData(1, 4, "6@23", 5, 6)]
    [InlineData(1, 4, "6@1", 4, 5)]
    [InlineData(2, 2, "6@23,11@3", 8, 12)]
    public void What_kills_its_nodes_is_set_aside_and_nothing_else(int nodes, int parallel, string poisons, int leastDeaths, int mostDeaths)
    {
        string scenario = _folder.File("poison.yaml");
        File.WriteAllText(scenario, $$"""
            seed: 3
            replicates: {{Replicates}}
            generations: 40
            vocabulary: { captions: 4, prior: zipf }
            textModel: { captionsPerGeneration: 200 }
            userContent: { imagesPerCaption: 1, source: initial }
            record: { snapshots: [0, 5, 40] }

            """);
        Tool.Submit(scenario, _database.Address);

        KeepAlive(nodes, parallel, poisons, mostDeaths);

        Assert.InRange(_deaths, leastDeaths, mostDeaths);
        CheckFailures(Poison.Parse(poisons));
        Tool.Do("run", scenario, "--out", _folder.File("local.db"), "--quiet");
        CheckRows([.. Poison.Parse(poisons).Select(poison => (long)poison.Replicate)]);
    }

    private void KeepAlive(int nodes, int parallel, string poisons, int mostDeaths)
    {
        using var view = new ClusterView(_database);
        var running = new ChildProcess[nodes];
        for (int i = 0; i < nodes; i++)
            running[i] = Start(parallel, poisons);
        Patience.Until(
            "the experiment is finished",
            () =>
            {
                for (int i = 0; i < nodes; i++)
                {
                    if (!running[i].HasEnded)
                        continue;
                    Assert.Equal(Killed, running[i].ExitCode(TimeSpan.FromMinutes(1)));
                    running[i].Dispose();
                    Assert.True(++_deaths <= mostDeaths, $"Of this poison, {_deaths} nodes died, and it is not set aside.\n{_journal}");
                    running[i] = Start(parallel, poisons);
                }

                return view.IsFinished();
            });
        foreach (ChildProcess node in running)
        {
            node.CloseInput();
            Assert.Equal(0, node.ExitCode(TimeSpan.FromMinutes(1)));
            node.Dispose();
        }
    }

    private ChildProcess Start(int parallel, string poisons) => PoisonNode.Start(
        _folder, _journal, $"node-{++_started}", poisons, "--store", _database.Address, "--parallel", $"{parallel}");

    private void CheckFailures(Poison[] poisons)
    {
        IReadOnlyList<object?[]> others = _database.Query("SELECT id, status, generation, error FROM ecosystem WHERE status <> 'finished' ORDER BY id");
        Assert.Equal(poisons.Select(poison => (object)(long)poison.Replicate), others.Select(row => row[0]));
        foreach ((Poison poison, object?[] row) in poisons.Zip(others))
        {
            Assert.Equal(("failed", poison.Generation - 1), ((string)row[1]!, (int)row[2]!));
            Assert.StartsWith(
                $"It was set aside: 3 nodes died while they ran it alone from generation {poison.Generation - 1}, the last of them node-",
                (string)row[3]!,
                StringComparison.Ordinal);
        }

        Assert.Empty(_database.Query("SELECT node FROM attempt"));
        Assert.Empty(_database.Query("SELECT ecosystem_id FROM suspect"));
    }

    // Of a poison what it had before it killed anybody, of all others everything.
    private void CheckRows(long[] poisons)
    {
        Tool.Do("export", _folder.File("local.db"), "--out", _folder.File("local"));
        Tool.Do("export", _database.Address, "--out", _folder.File("cluster"));
        foreach (string table in (string[])["text_metric.csv", "image_metric.csv", "caption_metric.csv", "snapshot.csv"])
        {
            Dictionary<long, string> expected = Export.RowsByEcosystem(Path.Combine(_folder.File("local"), table)), actual = Export.RowsByEcosystem(Path.Combine(_folder.File("cluster"), table));
            for (long id = 1; id <= Replicates; id++)
            {
                string all = expected[id], stored = actual.GetValueOrDefault(id, "");
                Assert.Equal(poisons.Contains(id) ? all[..stored.Length] : all, stored);
            }
        }
    }
}
