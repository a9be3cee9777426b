namespace CoEvolve.Scenarios;

/// <summary>The captions, and the probabilities that the text model starts with. Immutable.</summary>
/// <param name="Count">K, if captions were given as a count: 1 to <see cref="ScenarioLimits.MostCaptions"/>.</param>
/// <param name="Words">The captions, if they were given as a list: distinct, not empty. With neither, they are the words of the prior's file.</param>
/// <param name="Prior">uniform, zipf, or the path of a CSV file with rows word,count.</param>
/// <param name="Exponent">p₀ ∝ 1/rank^exponent under zipf, 0 to <see cref="ScenarioLimits.MostExponent"/>; without meaning otherwise.</param>
public sealed record VocabularySettings(int? Count, IReadOnlyList<string>? Words, string Prior, double Exponent)
{
    /// <summary>The prior that gives every caption the same probability.</summary>
    public const string Uniform = "uniform";

    /// <summary>The prior that falls with the rank of a caption.</summary>
    public const string Zipf = "zipf";

    /// <summary>Whether the prior is read from a file.</summary>
    public bool PriorIsFile => Prior is not (Uniform or Zipf);
}
