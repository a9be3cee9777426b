using CoEvolve.Engines;
using CoEvolve.Postgres.Testing;

namespace CoEvolve.Store.Tests;

/// <summary>The contract of stores, kept by a PostgreSQL database.</summary>
[OnPostgres]
public sealed class PostgresRunStoreContractTests : RunStoreContract
{
    private readonly PostgresDatabase _database = SharedPostgres.CreateDatabase();

    protected override string Address => _database.Address;

    protected override char StoredForNull => '\uFFFD';

    // As of two nodes.
    protected override int StoresAtOnce => 2;

    protected override long Add(ExperimentDefinition experiment) => PostgresExperiments.Add(StoreAddress.Parse(Address), experiment);

    // A test that is held up must not lose its claims.
    protected override IRunStore Open(long experiment) => PostgresRunStore.Open(
        StoreAddress.Parse(Address),
        new PostgresRunOptions { Version = Samples.Experiment().Version, Clock = new FixedClock(End), SilenceTimeout = TimeSpan.FromMinutes(5), PollInterval = TimeSpan.FromMilliseconds(10) });

    // Nodes close experiments while they wait for work.
    protected override void Settle(IRunStore store)
    {
        store.Flush();
        using var reader = ResultsReader.Open(Address);
        if (IsSettled(reader))
            return;
        using var stop = new CancellationTokenSource();
        var watching = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
                ((ISharedRunStore)store).AwaitChange(stop.Token);
        });
        Assert.True(SpinWait.SpinUntil(() => IsSettled(reader), TimeSpan.FromMinutes(1)), "What is done was not closed within a minute.");
        stop.Cancel();
        watching.GetAwaiter().GetResult();
    }

    // Whatever has nothing left to do is closed.
    private static bool IsSettled(ResultsReader reader) => reader.Experiments().All(experiment =>
        experiment.FinishedAt is not null
        || reader.StatusCounts(experiment.Id).Keys.Any(status => status is EcosystemStatus.Waiting or EcosystemStatus.Running or EcosystemStatus.Paused));

    protected override void Dispose(bool disposing)
    {
        _database.Dispose();
        base.Dispose(disposing);
    }
}
