namespace CoEvolve.Engines;

/// <summary>
/// Where ecosystems wait for work and their results are kept. One instance serves all workers of a process: every member
/// is thread-safe.
/// </summary>
public interface IRunStore : IDisposable
{
    /// <summary>
    /// Takes up to <paramref name="most"/> ecosystems that are neither finished nor in anybody's hands, in order of id.
    /// Each must be given back by <see cref="Commit"/> or <see cref="Release"/>.
    /// </summary>
    /// <returns>Empty if there is none left to take.</returns>
    IReadOnlyList<ClaimedEcosystem> Claim(int most);

    /// <summary>
    /// Takes a slice for storing, and gives the ecosystem back. Returns when the slice is queued; waits while the queue is
    /// full, so a slow store slows the run and nothing is dropped.
    /// </summary>
    /// <exception cref="StoreException">The store failed, now or while it wrote an earlier slice; nothing is half written.</exception>
    void Commit(SliceCommit commit);

    /// <summary>Gives an ecosystem back as it was taken.</summary>
    void Release(ClaimedEcosystem ecosystem);

    /// <summary>Waits until everything that was committed is on disk; if all ecosystems are done, also closes the experiment.</summary>
    /// <exception cref="StoreException">The store failed.</exception>
    void Flush();
}
