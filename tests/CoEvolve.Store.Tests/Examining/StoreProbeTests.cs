using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CoEvolve.Engines;
using CoEvolve.Postgres.Testing;

namespace CoEvolve.Store.Tests;

public sealed class StoreProbeTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Waiting_ecosystems_of_a_file_are_counted_while_a_run_writes_it()
    {
        using SqliteRunStore store = SqliteRunStore.Create(_folder.Results, Samples.Experiment(), false);
        var address = StoreAddress.Parse(_folder.Results);
        Assert.Equal([(1L, 3L)], StoreProbe.CountWaitingEcosystems(address, Patience));
        foreach (ClaimedEcosystem claimed in store.Claim(2))
            store.Commit(Samples.Slice(claimed, claimed.Id == 1 ? 10 : 5, 10));
        store.Flush();
        Assert.Equal([(1L, 1L)], StoreProbe.CountWaitingEcosystems(address, Patience));
        foreach (ClaimedEcosystem claimed in store.Claim(2))
            store.Commit(Samples.Slice(claimed, 10, 10));
        store.Flush();
        Assert.Empty(StoreProbe.CountWaitingEcosystems(address, Patience)); // it is finished
    }

    [PostgresFact]
    public void Waiting_ecosystems_of_a_database_are_counted_while_nodes_hold_them()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        var address = StoreAddress.Parse(database.Address);
        PostgresExperiments.Add(address, Samples.Experiment());
        PostgresExperiments.Add(address, Samples.Other());
        using var node = new Node(database, "node");
        using (IClaim claim = node.Store.Claim(2)!)
        {
            Assert.Equal([(1L, 3L), (2L, 8L)], StoreProbe.CountWaitingEcosystems(address, Patience));
            claim.Commit([Samples.Slice(claim.Ecosystems[0], 10, 10), Samples.Slice(claim.Ecosystems[1], 5, 10)]);
        }

        Assert.Equal([(1L, 1L), (2L, 8L)], StoreProbe.CountWaitingEcosystems(address, Patience));
        database.Execute("UPDATE experiment SET finished_at = started_at WHERE id = 2");
        Assert.Equal([(1L, 1L)], StoreProbe.CountWaitingEcosystems(address, Patience));
    }

    [PostgresFact]
    public void A_database_has_the_right_tables_or_it_is_said_what_it_has()
    {
        using PostgresDatabase database = SharedPostgres.CreateDatabase();
        var address = StoreAddress.Parse(database.Address);
        Assert.Contains("there are no results of CoEvolve", Refusal(), StringComparison.Ordinal);
        PostgresExperiments.Add(address, Samples.Experiment());
        StoreProbe.RequireTables(address, Patience);
        database.Execute("INSERT INTO coevolve_migration SELECT number + 100, name, applied_at, version FROM coevolve_migration WHERE number = 1");
        Assert.Contains("the form of its tables is 101", Refusal(), StringComparison.Ordinal);

        string Refusal() => Assert.Throws<StoreException>(() => StoreProbe.RequireTables(address, Patience)).Message;
    }

    [Fact]
    public void A_server_that_says_nothing_is_waited_for_no_longer_than_asked()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = StoreAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"postgres://me@127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/lab?connect_timeout=600&sslmode=disable"));
        Assert.Contains("/lab: ", Assert.Throws<StoreException>(() => StoreProbe.RequireTables(address, TimeSpan.FromSeconds(1))).Message, StringComparison.Ordinal);
    }
}
