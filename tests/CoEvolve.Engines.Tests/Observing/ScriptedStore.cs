namespace CoEvolve.Engines.Tests;

/// <summary>A store of one claim, which does what a test says whenever it is called.</summary>
internal sealed class ScriptedStore : IRunStore
{
    public Action Claiming { get; init; } = () => { };

    public Action Touching { get; init; } = () => { };

    public Action Committing { get; init; } = () => { };

    /// <summary>What is claimed; none for a store without work.</summary>
    public IReadOnlyList<ClaimedEcosystem> Ecosystems { get; init; } = [new(7, 3, 0, 1, 10, null), new(8, 3, 0, 2, 20, null)];

    public bool IsGivenBack { get; private set; }

    /// <summary>Slices of both ecosystems: the first went on, the second failed.</summary>
    public static IReadOnlyList<SliceCommit> Slices()
    {
        var rows = new SliceRows();
        rows.Texts.Add(default);
        rows.Images.AddRange([default, default]);
        rows.Captions.AddRange([default, default, default]);
        rows.Snapshots.AddRange([default, default, default, default]);
        return
        [
            new SliceCommit(7, 10, 15, EcosystemStatus.Running, null, [], default, rows),
            new SliceCommit(8, 20, 20, EcosystemStatus.Failed, "ArithmeticException: it was too much", null, default, new SliceRows()),
        ];
    }

    public IClaim? Claim(int most, CancellationToken cancellation = default)
    {
        Claiming();
        return Ecosystems.Count == 0 ? null : new Scripted(this);
    }

    /// <summary>Whether its claims are recalled, and commands come.</summary>
    public bool IsCalled { get; set; }

    public bool AwaitCommands(CancellationToken cancellation) => IsCalled;

    public void Flush()
    {
    }

    public void Dispose()
    {
    }

    private sealed class Scripted(ScriptedStore store) : IClaim
    {
        public IReadOnlyList<ClaimedEcosystem> Ecosystems => store.Ecosystems;

        public bool IsRecalled => store.IsCalled;

        public void Touch() => store.Touching();

        public void Commit(IReadOnlyList<SliceCommit> slices)
        {
            store.Committing();
            // As a store may that has queued them.
            foreach (SliceCommit slice in slices)
                slice.Rows.Captions.Clear();
        }

        public void Dispose() => store.IsGivenBack = true;
    }
}
