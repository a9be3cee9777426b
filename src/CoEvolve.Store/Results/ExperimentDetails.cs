using CoEvolve.Engines;

namespace CoEvolve.Store;

/// <summary>What there is to know of an experiment, but for its results and the content of its inputs.</summary>
/// <param name="Overview">How far it has come.</param>
/// <param name="Scenario">The resolved scenario, YAML.</param>
/// <param name="Seed">Its seed; where seed is swept, that of the first point.</param>
/// <param name="Processor">Name of the processor and number of cores that it was submitted from.</param>
/// <param name="Generations">T, the largest over the points.</param>
/// <param name="Points">How many points; one without a sweep.</param>
/// <param name="Replicates">Replicates per point.</param>
/// <param name="SweptKeys">The keys of the scenario that the points differ in, the slowest first; none without a sweep.</param>
/// <param name="Models">All models.</param>
/// <param name="Captions">The vocabulary.</param>
/// <param name="Datasets">The inputs.</param>
public sealed record ExperimentDetails(
    ExperimentOverview Overview,
    string Scenario,
    ulong Seed,
    string Processor,
    int Generations,
    int Points,
    int Replicates,
    IReadOnlyList<string> SweptKeys,
    IReadOnlyList<ModelDefinition> Models,
    IReadOnlyList<string> Captions,
    IReadOnlyList<DatasetEntry> Datasets);
