using CoEvolve.Engines;
using CoEvolve.Postgres.Testing;

namespace CoEvolve.Store.Tests;

/// <summary>The contract of stores, kept by a PostgreSQL database.</summary>
[OnPostgres]
public sealed class PostgresRunStoreContractTests : RunStoreContract
{
    private readonly PostgresDatabase _database = SharedPostgres.CreateDatabase();
    private readonly AskedClock _clock = new();

    protected override string Address => _database.Address;

    protected override char StoredForNull => '\uFFFD';

    // As of two nodes.
    protected override int StoresAtOnce => 2;

    protected override long Add(ExperimentDefinition experiment) => PostgresExperiments.Add(StoreAddress.Parse(Address), experiment);

    // A test that is held up must not lose its claims.
    protected override IRunStore Open(long experiment) => PostgresRunStore.Open(
        StoreAddress.Parse(Address),
        new PostgresRunOptions { Version = Samples.Experiment().Version, Clock = _clock, SilenceTimeout = TimeSpan.FromMinutes(5), PollInterval = TimeSpan.FromMilliseconds(10) });

    // Nodes close experiments while they wait for work. A node asks what time it is when it looks whether one is done.
    protected override void Settle(IRunStore store)
    {
        store.Flush();
        using var reader = ResultsReader.Open(Address);
        if (reader.Experiments().All(experiment => experiment.FinishedAt is not null))
            return;
        using var cancellation = new CancellationTokenSource();
        _clock.Asked = cancellation.Cancel;
        ((ISharedRunStore)store).AwaitChange(cancellation.Token);
    }

    protected override void Dispose(bool disposing)
    {
        _database.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>A clock that stands still and tells when it is asked.</summary>
    private sealed class AskedClock : TimeProvider
    {
        public Action Asked { get; set; } = () => { };

        public override DateTimeOffset GetUtcNow()
        {
            Asked();
            return End;
        }
    }
}
