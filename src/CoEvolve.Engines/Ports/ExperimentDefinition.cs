namespace CoEvolve.Engines;

/// <summary>What a store writes down about an experiment before its first ecosystem starts. Immutable.</summary>
/// <param name="Name">The scenario's name.</param>
/// <param name="Scenario">The resolved scenario, YAML.</param>
/// <param name="Seed">The experiment's seed; where seed is swept, that of the first point.</param>
/// <param name="Version">Version of the program.</param>
/// <param name="Processor">Name of the processor and number of cores.</param>
/// <param name="StartedAt">When it was submitted, UTC.</param>
/// <param name="Generations">T, the same for all ecosystems of a point; the largest over the points.</param>
/// <param name="Points">The swept values of each point as JSON objects; one point, "{}", without a sweep.</param>
/// <param name="Replicates">Replicates per point; ecosystem (point − 1)·Replicates + replicate, both from 1, has that id.</param>
/// <param name="Models">All models; rows refer to them by index.</param>
/// <param name="Captions">The vocabulary; rows refer to it by index.</param>
/// <param name="Datasets">The input files, so that the results stand alone.</param>
public sealed record ExperimentDefinition(
    string Name,
    string Scenario,
    ulong Seed,
    string Version,
    string Processor,
    DateTimeOffset StartedAt,
    int Generations,
    IReadOnlyList<string> Points,
    int Replicates,
    IReadOnlyList<ModelDefinition> Models,
    IReadOnlyList<string> Captions,
    IReadOnlyList<Dataset> Datasets)
{
    /// <summary>Points × replicates.</summary>
    public int Ecosystems => Points.Count * Replicates;
}
