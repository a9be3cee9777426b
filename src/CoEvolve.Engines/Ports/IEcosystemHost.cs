using CoEvolve.Actors;

namespace CoEvolve.Engines;

/// <summary>One living ecosystem. Used by one thread at a time.</summary>
public interface IEcosystemHost : IDisposable
{
    /// <summary>The generation it has reached.</summary>
    int Generation { get; }

    /// <summary>Why it goes no further, as of the last <see cref="RunUntil"/>; none where it would.</summary>
    HaltReason Halt { get; }

    /// <summary>Gives it a command, which takes effect at its present generation.</summary>
    /// <param name="command">What to do; the sink hears of it when it is done.</param>
    /// <exception cref="Exception">Whatever an actor or the pulse threw; the ecosystem is of no more use then.</exception>
    void Apply(PendingCommand command);

    /// <summary>Runs until the generation is reached, or an earlier one where it halts or that is the last of the spec. Returns when it is.</summary>
    /// <exception cref="Exception">Whatever an actor or the pulse threw; the ecosystem is of no more use then.</exception>
    void RunUntil(int generation);

    /// <summary>Runs one generation, and further ones as long as it is asked to, until one is reached or it halts.</summary>
    /// <param name="last">Goes no further than this generation, nor than the last of the spec.</param>
    /// <param name="goesOn">
    /// Asked after each generation at which it could go on, on whatever thread, but never while the pulse or an actor runs in the same
    /// thread; what it says may depend on the clock. It must not use the host.
    /// </param>
    /// <exception cref="Exception">Whatever an actor or the pulse threw; the ecosystem is of no more use then.</exception>
    void RunWhile(int last, Func<bool> goesOn)
    {
        ArgumentNullException.ThrowIfNull(goesOn);
        int before;
        do
        {
            before = Generation;
            RunUntil(before + 1);
        }
        while (Generation > before && Generation < last && Halt == HaltReason.None && goesOn());
    }

    /// <summary>A copy of its whole state.</summary>
    /// <exception cref="Exception">Whatever the pulse threw; the ecosystem is of no more use then.</exception>
    EcosystemCheckpoint TakeCheckpoint();
}
