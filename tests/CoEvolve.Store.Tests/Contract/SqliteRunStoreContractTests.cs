using CoEvolve.Engines;

namespace CoEvolve.Store.Tests;

/// <summary>The contract of stores, kept by a SQLite file.</summary>
public sealed class SqliteRunStoreContractTests : RunStoreContract
{
    private static readonly SqliteStoreOptions Options = new() { Clock = new FixedClock(End) };

    private readonly TemporaryFolder _folder = new();

    protected override string Address => _folder.Results;

    protected override char StoredForNull => '\0';

    // A file has one store at a time.
    protected override int StoresAtOnce => 1;

    protected override long Add(ExperimentDefinition experiment)
    {
        using SqliteRunStore store = SqliteRunStore.Add(_folder.Results, experiment, Options);
        return store.ExperimentId;
    }

    protected override IRunStore Open(long experiment) => SqliteRunStore.Open(_folder.Results, Options, experiment: experiment);

    protected override void Settle(IRunStore store) => store.Flush();

    protected override void Dispose(bool disposing)
    {
        _folder.Dispose();
        base.Dispose(disposing);
    }
}
