namespace CoEvolve.Store;

/// <summary>What there is to know of an ecosystem, but for the course of its metrics.</summary>
/// <param name="Experiment">Number of its experiment.</param>
/// <param name="ExperimentName">Name of its experiment.</param>
/// <param name="Entry">Where it stands.</param>
/// <param name="Generations">T of its point.</param>
/// <param name="TextCollapse">First generation under 5% of the initial text diversity; null if not, or not yet.</param>
/// <param name="ImageCollapse">As <paramref name="TextCollapse"/>, of the images.</param>
/// <param name="Texts">The latest recorded metrics of each text model, in order of the models; none before the first slice is stored.</param>
/// <param name="Images">As <paramref name="Texts"/>, of each image model.</param>
/// <param name="Snapshots">The generations of which models were stored whole, ascending.</param>
/// <param name="Commands">The commands that it was given, in their order.</param>
public sealed record EcosystemDetails(
    long Experiment,
    string ExperimentName,
    EcosystemEntry Entry,
    int Generations,
    int? TextCollapse,
    int? ImageCollapse,
    IReadOnlyList<TextEntry> Texts,
    IReadOnlyList<ImageEntry> Images,
    IReadOnlyList<int> Snapshots,
    IReadOnlyList<CommandEntry> Commands);
