namespace CoEvolve.Engines;

/// <summary>
/// Where ecosystems wait for work and their results are kept. One instance serves all workers of a process: every member
/// is thread-safe.
/// </summary>
public interface IRunStore : IDisposable
{
    /// <summary>
    /// Takes up to <paramref name="most"/> ecosystems that are neither finished nor in anybody's hands, in order of id. A store may
    /// always take one only.
    /// </summary>
    /// <param name="most">1 or more.</param>
    /// <param name="cancellation">Ends waiting for a store that cannot be reached.</param>
    /// <returns>What was taken; null if there is none left to take, or on cancellation.</returns>
    /// <exception cref="StoreException">The store failed, and trying again would not help.</exception>
    IClaim? Claim(int most, CancellationToken cancellation = default);

    /// <summary>Where all that is left is paused, waits until something of it gets a command.</summary>
    /// <returns>False if nothing is paused, or on cancellation: then nothing will come.</returns>
    /// <exception cref="StoreException">The store failed.</exception>
    bool AwaitCommands(CancellationToken cancellation);

    /// <summary>Waits until everything that was committed is on disk; if all ecosystems are done, also closes the experiment.</summary>
    /// <exception cref="StoreException">The store failed.</exception>
    void Flush();
}
