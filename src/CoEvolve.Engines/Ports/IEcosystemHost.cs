using CoEvolve.Actors;

namespace CoEvolve.Engines;

/// <summary>One living ecosystem. Used by one thread at a time.</summary>
public interface IEcosystemHost : IDisposable
{
    /// <summary>The generation it has reached.</summary>
    int Generation { get; }

    /// <summary>Runs until the generation is reached, or the last of the spec if that is earlier. Returns when it is.</summary>
    /// <exception cref="Exception">Whatever an actor or the pulse threw; the ecosystem is of no more use then.</exception>
    void RunUntil(int generation);

    /// <summary>A copy of its whole state.</summary>
    /// <exception cref="Exception">Whatever the pulse threw; the ecosystem is of no more use then.</exception>
    EcosystemCheckpoint TakeCheckpoint();
}
