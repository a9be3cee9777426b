using System.Collections.Immutable;
using CoEvolve.Core;

namespace CoEvolve.Scenarios;

/// <summary>A scenario, checked to the last point and ready to run. Immutable and thread-safe.</summary>
/// <param name="Scenario">The scenario with all defaults; with a sweep, the swept settings carry the first point's values.</param>
/// <param name="Points">Every combination of swept values, the first key slowest; one without a sweep.</param>
/// <param name="Inputs">The files read, by the names that the scenario gives them; store them with the results.</param>
/// <param name="ImageSpace">What was fitted to images, shared by all points; null without images. Store it: a fit is never repeated.</param>
/// <param name="ResolvedYaml">The whole scenario as YAML, with every default, --set and --seed folded in. Reading it gives this text again.</param>
/// <param name="Notes">What the user should know and what is no error, a line each.</param>
public sealed record ResolvedExperiment(
    Scenario Scenario,
    IReadOnlyList<ResolvedPoint> Points,
    IReadOnlyList<InputFile> Inputs,
    FittedImageSpace? ImageSpace,
    string ResolvedYaml,
    IReadOnlyList<string> Notes)
{
    /// <summary>Under this name the fitted image space is stored with an experiment.</summary>
    public const string ImageSpaceName = "image-space";

    /// <summary>The scenario as YAML, as <see cref="ResolvedYaml"/> has it, with further commands behind its own.</summary>
    /// <param name="commands">In the order in which they take effect, where several do so at one generation.</param>
    /// <exception cref="ScenarioException">The text would be too long to be read again.</exception>
    public string YamlWith(IEnumerable<CommandSettings> commands)
    {
        string text = ScenarioWriter.Write(Scenario with { Commands = [.. Scenario.Commands.Concat(commands).OrderBy(command => command.At)] });
        return text.Length <= NodeReader.MostBytes
            ? text
            : throw new ScenarioException($"{Scenario.Name}: with all commands the scenario has {Numerals.Of(text.Length)} characters; allowed are {Numerals.Of(NodeReader.MostBytes)}. Ask for one ecosystem.");
    }

    /// <summary>Ecosystems per point.</summary>
    public int Replicates => Scenario.Replicates;

    /// <summary>Points × replicates.</summary>
    public int Ecosystems => Points.Count * Replicates;

    /// <summary>The K captions, the same at every point.</summary>
    public ImmutableArray<string> Vocabulary => Points[0].Spec.Vocabulary;
}
