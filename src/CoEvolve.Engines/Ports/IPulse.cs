namespace CoEvolve.Engines;

/// <summary>Hears that an ecosystem is being computed, also in the middle of a long generation.</summary>
/// <remarks>
/// Whoever runs a host can keep alive what must not outlive the computation, such as a claim in a database. No timer stands
/// behind it: a thread that is stopped beats no more.
/// </remarks>
public interface IPulse
{
    /// <summary>Says that the computation goes on.</summary>
    /// <exception cref="Exception">
    /// Whatever it throws ends the computation and comes out of the host's method unchanged; the host is of no more use then.
    /// </exception>
    /// <remarks>
    /// Called on the thread that called <see cref="IEcosystemHost.RunUntil"/> or <see cref="IEcosystemHost.TakeCheckpoint"/>,
    /// before that returns; never twice at the same time for one host. How often depends on the engine and on the size of the
    /// ecosystem: the local engine beats after parts of divided work, which take ten microseconds or more, and after each
    /// message where it may take long, else after some hundreds. Many generations may pass without a beat where they take
    /// microseconds; up to 64 dimensions no more than a second does, at 1024 some seconds. Whoever needs a rhythm looks at a
    /// clock.
    /// </remarks>
    void Beat();
}
