using CoEvolve.Actors;

namespace CoEvolve.Engines;

/// <summary>One living ecosystem. Used by one thread at a time.</summary>
public interface IEcosystemHost : IDisposable
{
    /// <summary>The generation it has reached.</summary>
    int Generation { get; }

    /// <summary>Runs until the generation is reached, or the last of the spec if that is earlier. Returns when it is.</summary>
    /// <exception cref="Exception">Whatever an actor threw; the ecosystem is of no more use then.</exception>
    void RunUntil(int generation);

    /// <summary>A copy of its whole state.</summary>
    EcosystemCheckpoint TakeCheckpoint();
}
