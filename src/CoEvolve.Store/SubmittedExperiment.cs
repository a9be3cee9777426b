using CoEvolve.Engines;

namespace CoEvolve.Store;

/// <summary>What tells an experiment of a database from others, without its points and the bytes of its data. Immutable.</summary>
/// <param name="Id">Its number in the database, from 1.</param>
/// <param name="Name">The scenario's name.</param>
/// <param name="Version">Version of the program that submitted it.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Scenario">The resolved scenario, YAML.</param>
/// <param name="Datasets">Name and SHA-256 (lower-case hexadecimal) of each input.</param>
/// <param name="FinishedAt">When nothing was left to do, UTC; null before that.</param>
public sealed record SubmittedExperiment(
    long Id,
    string Name,
    string Version,
    ulong Seed,
    string Scenario,
    IReadOnlyList<(string Name, string Sha256)> Datasets,
    DateTimeOffset? FinishedAt)
{
    /// <summary>Whether it would give the same results as another definition: version, seed, scenario and data are the same.</summary>
    public bool IsOf(ExperimentDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return Version == PostgresText.Of(definition.Version)
            && Seed == definition.Seed
            && Scenario == PostgresText.Of(definition.Scenario)
            && Datasets.ToHashSet().SetEquals(definition.Datasets.Select(data => (PostgresText.Of(data.Name)!, data.Sha256)));
    }
}
