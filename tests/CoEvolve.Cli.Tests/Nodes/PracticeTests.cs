using CoEvolve.Actors;
using CoEvolve.Engines;
using CoEvolve.Postgres.Testing;
using CoEvolve.Scenarios;
using CoEvolve.Store;

namespace CoEvolve.Cli.Tests;

public sealed class PracticeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PostgresFact]
    public void A_node_that_cannot_compute_says_so_and_touches_nobodys_work()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        string scenario = _folder.Write("a.yaml", "replicates: 5\ngenerations: 3\nvocabulary: { captions: 4 }\n");
        PostgresExperiments.Add(StoreAddress.Parse(database.Address), Definitions.Of(ScenarioFile.Load(scenario)));

        using var node = new RunningNode(database.Address, () => new Broken());
        ToolResult result = node.Await();

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("error: A node cannot compute here: a small ecosystem of its own failed. InvalidOperationException: no such instruction\n", result.Error);
        Assert.Equal([["waiting", 0, 5L]], database.Query("SELECT status, generation, count(*) FROM ecosystem GROUP BY 1, 2"));
        Assert.Equal(0, database.Count("SELECT count(*) FROM attempt"));
    }

    private sealed class Broken : IEngine
    {
        public IEcosystemHost Open(EcosystemSpec spec, EcosystemCheckpoint checkpoint, IRecordSink sink, IPulse? pulse = null) =>
            throw new InvalidOperationException("no such instruction");
    }
}
