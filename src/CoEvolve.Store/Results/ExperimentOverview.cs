using CoEvolve.Engines;

namespace CoEvolve.Store;

/// <summary>How far an experiment has come.</summary>
/// <param name="Id">Its number in the store, from 1.</param>
/// <param name="Name">The scenario's name; several may have the same.</param>
/// <param name="Version">Version of the program that computes it.</param>
/// <param name="StartedAt">When it was submitted, UTC.</param>
/// <param name="FinishedAt">When nothing was left to do, UTC; null before that.</param>
/// <param name="Statuses">How many ecosystems have each status; those that none has are left out.</param>
/// <param name="GenerationsDone">Generations that are stored, summed over the ecosystems.</param>
/// <param name="GenerationsInAll">Generations of all ecosystems; more than are ever done, where some failed.</param>
public sealed record ExperimentOverview(
    long Id,
    string Name,
    string Version,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    IReadOnlyDictionary<EcosystemStatus, int> Statuses,
    long GenerationsDone,
    long GenerationsInAll)
{
    /// <summary>Points × replicates.</summary>
    public int Ecosystems => Statuses.Values.Sum();
}
