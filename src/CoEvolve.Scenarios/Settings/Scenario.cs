namespace CoEvolve.Scenarios;

/// <summary>
/// One scenario as its file says it, with every default filled in. Immutable. With a sweep, the swept settings carry the
/// values of the first point.
/// </summary>
/// <param name="Name">1 to 200 characters; by default the file's name without extension.</param>
/// <param name="Seed">Every random stream depends on it.</param>
/// <param name="Replicates">Ecosystems per point, 1 to <see cref="ScenarioLimits.MostReplicates"/>.</param>
/// <param name="Generations">T, 0 to <see cref="ScenarioLimits.MostGenerations"/>.</param>
/// <param name="Vocabulary">The captions and what the text model starts with.</param>
/// <param name="ImageSpace">What the image model starts with.</param>
/// <param name="TextModel">How the text model writes, reads and learns.</param>
/// <param name="ImageModel">How the image model learns.</param>
/// <param name="Corpus">What a corpus adds to the text model's training.</param>
/// <param name="UserContent">What users add to the image model's training.</param>
/// <param name="Record">What is recorded, and when.</param>
/// <param name="Sweep">The swept keys in the order they were written; empty without a sweep.</param>
public sealed record Scenario(
    string Name,
    ulong Seed,
    int Replicates,
    int Generations,
    VocabularySettings Vocabulary,
    ImageSpaceSettings ImageSpace,
    TextModelSettings TextModel,
    ImageModelSettings ImageModel,
    CorpusSettings Corpus,
    UserContentSettings UserContent,
    RecordSettings Record,
    IReadOnlyList<SweepKey> Sweep)
{
    /// <summary>What its ecosystems are told on their way, by rising generation; those of one generation in the order they were written.</summary>
    public IReadOnlyList<CommandSettings> Commands { get; init; } = [];
}
