namespace CoEvolve.Engines;

/// <summary>
/// A shared store from which one takes ecosystems by name: for an engine that knows itself who runs what. A claim keeps all others
/// off, as ever, so an engine that starts an ecosystem twice does not store it twice. Every member is thread-safe.
/// </summary>
public interface INamedRunStore : ISharedRunStore
{
    /// <summary>Takes one ecosystem, unless it is in other hands or there is nothing to do for it. Never waits for others to give it back.</summary>
    /// <param name="ecosystem">Which.</param>
    /// <param name="cancellation">Ends waiting for a store that cannot be reached.</param>
    /// <returns>A claim that is not recalled for commands: who asks by name also hears of them (<see cref="FindCommands"/>).</returns>
    /// <exception cref="StoreException">The store failed, and trying again would not help.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    NamedClaim Claim(EcosystemKey ecosystem, CancellationToken cancellation = default);

    /// <summary>Ecosystems that there is something to do for, in whosever hands they are: those that were paused and have commands, then the others in order of submission.</summary>
    /// <param name="most">1 or more.</param>
    /// <param name="cancellation">Ends waiting for a store that cannot be reached.</param>
    /// <exception cref="StoreException">The store failed, and trying again would not help.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    IReadOnlyList<EcosystemKey> FindWork(int most, CancellationToken cancellation = default);

    /// <summary>Commands that have not taken effect, of so many ecosystems: all of each.</summary>
    /// <param name="most">Of ecosystems; 1 or more.</param>
    /// <param name="cancellation">Ends waiting for a store that cannot be reached.</param>
    /// <exception cref="StoreException">The store failed, and trying again would not help.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    IReadOnlyList<EcosystemCommands> FindCommands(int most, CancellationToken cancellation = default);

    /// <summary>Takes a lock that programs on the same store agree on by name, if nobody has it.</summary>
    /// <param name="name">Of the lock.</param>
    /// <returns>The lock, given back by disposing of it or with the process; null if somebody else has it.</returns>
    /// <exception cref="StoreException">The store cannot be reached.</exception>
    IDisposable? TryLock(string name);
}
