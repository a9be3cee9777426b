namespace CoEvolve.Scenarios;

/// <summary>What a corpus adds to the text model's training. Immutable.</summary>
/// <param name="CaptionsPerGeneration">M, 0 or more.</param>
/// <param name="Source">uniform, initial, or the path of a text file (a caption a line) or CSV file (word,count).</param>
public sealed record CorpusSettings(int CaptionsPerGeneration, string Source)
{
    /// <summary>The source in which every caption is equally frequent.</summary>
    public const string Uniform = "uniform";

    /// <summary>The source with the frequencies that the text model starts with.</summary>
    public const string Initial = "initial";

    /// <summary>Whether the source is a file.</summary>
    public bool SourceIsFile => Source is not (Uniform or Initial);
}
