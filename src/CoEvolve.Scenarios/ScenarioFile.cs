using CoEvolve.Core;

namespace CoEvolve.Scenarios;

/// <summary>Reads scenario files: the one door to this assembly.</summary>
public static class ScenarioFile
{
    /// <summary>Reads a scenario from disk; the files that it names are relative to its folder.</summary>
    /// <param name="path">The scenario file, YAML in UTF-8, at most 1 MB.</param>
    /// <param name="sets">Arguments of --set, key=value each, applied in order.</param>
    /// <param name="seed">The argument of --seed; it goes before the file and --set. Refused with a sweep over seed.</param>
    /// <exception cref="ScenarioException">Anything is wrong with the scenario or its files; every point has been checked.</exception>
    public static ResolvedExperiment Load(string path, IReadOnlyList<string>? sets = null, ulong? seed = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        string name = Path.GetFileName(path);
        if (!Path.Exists(path))
            throw new ScenarioException($"{Quote.Path(path)}: there is no such scenario file. The path is relative to {Directory.GetCurrentDirectory()}; correct it.");
        byte[] bytes;
        try
        {
            bytes = new DirectoryInputFiles("").Read(path, NodeReader.MostBytes);
        }
        catch (InputFileException exception)
        {
            throw new ScenarioException($"{Quote.Path(path)}: {exception.Message}.", exception);
        }

        string text = TextDecoder.TryDecode(bytes, out string reason) ?? throw new ScenarioException($"{name}: {reason}");
        return Read(text, name, new DirectoryInputFiles(Path.GetDirectoryName(path) ?? ""), sets, seed);
    }

    /// <summary>Reads a scenario from text.</summary>
    /// <param name="text">YAML, at most 1 MB.</param>
    /// <param name="fileName">Name for messages, and, without its extension, of a scenario that gives none.</param>
    /// <param name="files">Where the files come from that the scenario names.</param>
    /// <param name="sets">Arguments of --set, key=value each, applied in order.</param>
    /// <param name="seed">The argument of --seed; it goes before the text and --set. Refused with a sweep over seed.</param>
    /// <param name="imageSpace">The fit that was stored when the experiment first started; null fits anew.</param>
    /// <exception cref="ScenarioException">Anything is wrong with the scenario or its files; every point has been checked.</exception>
    public static ResolvedExperiment Read(
        string text,
        string fileName,
        IInputFiles files,
        IReadOnlyList<string>? sets = null,
        ulong? seed = null,
        FittedImageSpace? imageSpace = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(fileName);
        ArgumentNullException.ThrowIfNull(files);
        MapNode root = Root(text, fileName);
        foreach (string set in sets ?? [])
            root = SetArgument.Apply(root, set);
        if (seed is ulong number)
        {
            string digits = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            Origin origin = Origin.Argument("--seed " + digits);
            if (root.Find("sweep") is MapNode sweep && sweep.Find("seed") is Node swept)
            {
                throw new ScenarioException($"{origin}: the sweep gives seed as {swept.Describe()}, at {swept.Origin}; allowed is --seed or a sweep over seed, not both. "
                    + $"Leave --seed out, or give --set seed={digits} instead, which takes seed out of the sweep.");
            }

            root = SetArgument.Set(root, "seed", new ScalarNode(origin, digits, quoted: false), origin);
        }

        return new ExperimentBuilder(DefaultName(fileName), new PointExpander(files, imageSpace)).Build(root);
    }

    private static MapNode Root(string text, string fileName)
    {
        if (text.Length > NodeReader.MostBytes)
        {
            throw new ScenarioException($"{fileName}: it has {text.Length} characters; "
                + $"allowed are {NodeReader.MostBytes}. Move long lists into a CSV file.");
        }

        return NodeReader.ReadFile(text, fileName) switch
        {
            MapNode map => map,
            ScalarNode { IsNull: true } => throw new ScenarioException($"{fileName}(1,1): the scenario is empty; "
                + $"allowed is a map of settings. Write at least vocabulary: {{ captions: 8 }}."),
            Node other => throw new ScenarioException($"{other.Origin}: the scenario is {other.Describe()}; "
                + "allowed is a map of settings. Write lines such as generations: 100."),
        };
    }

    private static string DefaultName(string fileName)
    {
        string name = string.Concat(Path.GetFileNameWithoutExtension(fileName).Where(c => !char.IsControl(c) && !char.IsSurrogate(c)));
        return name.Length is > 0 and <= 200 ? name : "scenario";
    }
}
