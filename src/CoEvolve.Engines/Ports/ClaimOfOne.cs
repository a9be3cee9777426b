namespace CoEvolve.Engines;

/// <summary>The claim of a store that hands out one ecosystem at a time and never takes one back.</summary>
/// <param name="ecosystem">What was taken.</param>
/// <param name="commit">Takes its slice.</param>
/// <param name="release">Takes it back as it was.</param>
public sealed class ClaimOfOne(ClaimedEcosystem ecosystem, Action<SliceCommit> commit, Action<ClaimedEcosystem> release) : IClaim
{
    private bool _given;

    /// <inheritdoc/>
    public IReadOnlyList<ClaimedEcosystem> Ecosystems { get; } = [ecosystem];

    /// <summary>False: commands reach it with its next claim.</summary>
    public bool IsRecalled => false;

    /// <summary>Does nothing: nobody asks.</summary>
    public void Touch()
    {
    }

    /// <inheritdoc/>
    public void Commit(IReadOnlyList<SliceCommit> slices)
    {
        ArgumentNullException.ThrowIfNull(slices);
        ArgumentOutOfRangeException.ThrowIfNotEqual(slices.Count, 1);
        commit(slices[0]);
        _given = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_given)
            return;
        _given = true;
        release(ecosystem);
    }
}
