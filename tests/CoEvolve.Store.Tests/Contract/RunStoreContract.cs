using CoEvolve.Engines;

namespace CoEvolve.Store.Tests;

/// <summary>
/// What every store must do, written once, through the ports that workers and readers use. A store may hand out one ecosystem
/// at a time, however many are asked for. A new store derives from this and says how it is made.
/// </summary>
public abstract partial class RunStoreContract : IDisposable
{
    /// <summary>The time at which stores close an experiment.</summary>
    protected static readonly DateTimeOffset End = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    /// <summary>Where readers find what the store keeps.</summary>
    protected abstract string Address { get; }

    /// <summary>What the store keeps in the place of U+0000.</summary>
    protected abstract char StoredForNull { get; }

    /// <summary>How many may be open for work at once.</summary>
    protected abstract int StoresAtOnce { get; }

    /// <summary>Adds an experiment, every ecosystem waiting, and returns its number.</summary>
    protected abstract long Add(ExperimentDefinition experiment);

    /// <summary>Opens the store to work on an experiment. A store may hand out those of others as well.</summary>
    protected abstract IRunStore Open(long experiment);

    /// <summary>Has the store keep what was committed, and close what is done.</summary>
    protected abstract void Settle(IRunStore store);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Removes what the test has made.</summary>
    protected virtual void Dispose(bool disposing) => _folder.Dispose();

    private IRunStore OpenNew(ExperimentDefinition experiment) => Open(Add(experiment));

    /// <summary>Takes all that can be taken, and looks at it.</summary>
    private static List<ClaimedEcosystem> Waiting(IRunStore store)
    {
        List<IClaim> claims = TakeAll(store);
        foreach (IClaim claim in claims)
            claim.Dispose();
        return [.. claims.SelectMany(claim => claim.Ecosystems)];
    }

    private static List<IClaim> TakeAll(IRunStore store, int most = 1)
    {
        var claims = new List<IClaim>();
        var ids = new HashSet<(long, long)>();
        while (store.Claim(most) is { } claim)
        {
            claims.Add(claim);
            Assert.All(claim.Ecosystems, ecosystem => Assert.True(ids.Add((ecosystem.Experiment, ecosystem.Id)), "It was taken twice."));
        }

        return claims;
    }

    /// <summary>Advances all that can be taken to the end of its experiment.</summary>
    private static void Finish(IRunStore store, Func<long, ExperimentDefinition> definition, int step)
    {
        while (store.Claim(3) is { } claim)
        {
            using (claim)
                claim.Commit([.. claim.Ecosystems.Select(ecosystem => Slice(ecosystem, definition(ecosystem.Experiment), step))]);
        }
    }

    private static SliceCommit Slice(ClaimedEcosystem ecosystem, ExperimentDefinition experiment, int step) => Samples.Slice(
        ecosystem, Math.Min(ecosystem.Generation + step, experiment.Generations), experiment.Generations, experiment);

    private static (long, int, string?) State(ClaimedEcosystem ecosystem) => (
        ecosystem.Id, ecosystem.Generation, ecosystem.Checkpoint is null ? null : Convert.ToHexString(ecosystem.Checkpoint));

    private ResultsReader Read() => ResultsReader.Open(Address);

    private ExportedTable Export(string table, long? experiment = null)
    {
        ResultsExport.Write(Address, experiment, ExportFormat.Csv, _folder.Folder, overwrite: true);
        return ExportedTable.Read(Path.Combine(_folder.Folder, table + ".csv"));
    }
}
