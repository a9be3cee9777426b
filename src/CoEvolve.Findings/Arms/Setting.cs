namespace CoEvolve.Findings;

/// <summary>A world in which findings are put to the test: the scenario that all its arms vary.</summary>
/// <param name="Name">Short name, as in "reference".</param>
/// <param name="Description">What is special about it, in a few words.</param>
/// <param name="Scenario">Name of the shipped scenario.</param>
public sealed record Setting(string Name, string Description, string Scenario)
{
    /// <summary>docs/model.md, section 7: eight captions after Zipf's law, means drawn anew for every seed.</summary>
    public static Setting Reference { get; } = new("reference", "8 captions, Zipf prior, random means", "reference.yaml");

    /// <summary>The source's own geometry.</summary>
    public static Setting Source { get; } = new("source", "5 captions on the unit circle", "source.yaml");

    /// <summary>Handwritten digits and the frequencies of number words.</summary>
    public static Setting Digits { get; } = new("digits", "real digits, real word frequencies", "digits.yaml");
}
