using CoEvolve.Postgres.Testing;
using Xunit.Abstractions;

namespace CoEvolve.Cluster.Tests;

public sealed class ChaosTests(ITestOutputHelper output)
{
    [PostgresFact]
    public void Killed_nodes_a_frozen_node_and_a_killed_database_change_no_byte()
    {
        var journal = new Journal();
        using var local = new LocalRun(journal);
        using var round = new ChaosRound(seed: 1, local, journal);
        output.WriteLine(round.Run().ToString());
    }
}
