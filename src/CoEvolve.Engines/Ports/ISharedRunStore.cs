namespace CoEvolve.Engines;

/// <summary>
/// A store that other processes bring work to, and take work from, at any time. That there is nothing to take now does not
/// mean that there will be nothing.
/// </summary>
public interface ISharedRunStore : IRunStore
{
    /// <summary>
    /// Waits until there may be something to take that was not there before: work was brought, or a process died and left
    /// its own. Also does what belongs to nobody's claim, such as closing experiments that are done. Returns seldom without a reason,
    /// and never later than after about a second.
    /// </summary>
    /// <remarks>Called by one thread of a process. A store that cannot be reached is waited for.</remarks>
    /// <exception cref="StoreException">The store failed, and trying again would not help.</exception>
    void AwaitChange(CancellationToken cancellation);
}
