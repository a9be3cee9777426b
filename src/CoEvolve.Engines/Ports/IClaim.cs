namespace CoEvolve.Engines;

/// <summary>
/// Ecosystems that one worker took together, and that nobody else may advance until it gives them back: by
/// <see cref="Commit"/>, or by disposing of the claim. For one thread at a time.
/// </summary>
public interface IClaim : IDisposable
{
    /// <summary>What was taken, in order of id; at least one.</summary>
    IReadOnlyList<ClaimedEcosystem> Ecosystems { get; }

    /// <summary>Whether somebody waits for one of the ecosystems, with a command say: the slice should end with the generation under way.</summary>
    bool IsRecalled { get; }

    /// <summary>
    /// Says that the worker is alive and computes. A shared store takes a claim back from a worker that says nothing for long,
    /// so it must be the computing thread itself that calls this, a few times a second. Costs a round trip to a server, or nothing.
    /// </summary>
    /// <exception cref="ClaimLostException">The store took the claim back, or cannot be reached.</exception>
    void Touch();

    /// <summary>
    /// Stores slices of some of the ecosystems or of all, and gives all back. Returns when the slices are stored, or queued by a store
    /// that keeps a queue; waits while that is full, so a slow store slows the run and nothing is dropped.
    /// </summary>
    /// <param name="slices">One for each ecosystem that was advanced. They are stored together, or not at all.</param>
    /// <exception cref="ClaimLostException">The store took the claim back, or cannot be reached. Usually nothing was stored; where the
    /// answer got lost, everything may have been. Either way a new claim starts from what is stored.</exception>
    /// <exception cref="StoreException">The store failed, or found an error in a slice; nothing is half written. The claim should be
    /// disposed of: a store need not take other slices for it.</exception>
    void Commit(IReadOnlyList<SliceCommit> slices);
}
