using System.Globalization;

namespace CoEvolve.Scenarios;

/// <summary>
/// One map of a scenario, read key by key: knows its allowed keys, and refuses what is unknown, of the wrong type or out
/// of range, with place, value, what is allowed and the remedy.
/// </summary>
internal sealed class Section
{
    private readonly MapNode _map;
    private readonly string _path;

    public Section(MapNode map, string path, params string[] keys)
    {
        _map = map;
        _path = path;
        foreach (MapEntry entry in map.Entries)
        {
            if (!keys.Contains(entry.Key))
                throw Unknown(entry, keys);
        }
    }

    public string PathOf(string key) => _path.Length == 0 ? key : $"{_path}.{key}";

    public Node? Find(string key) => _map.Find(key);

    /// <summary>Where a key's value stands, or the map if the key is not there.</summary>
    public Origin PlaceOf(string key) => (Find(key) ?? _map).Origin;

    /// <summary>The map under a key; an empty one if the key is not there.</summary>
    public Section Child(string key, params string[] keys) => Find(key) switch
    {
        null => new Section(new MapNode(_map.Origin, []), PathOf(key), keys),
        MapNode map => new Section(map, PathOf(key), keys),
        Node other => throw Refuse(key, other, $"a map with the keys {string.Join(", ", keys)}", $"Write {key}: {{ {keys[0]}: … }}, or leave it out"),
    };

    public int Whole(string key, int fallback, int least, int most) =>
        Find(key) is Node node ? Whole(key, node, least, most, $", or leave it out for {Numerals.Of(fallback)}") : fallback;

    /// <summary>A whole number that stands at a node under <paramref name="key"/>.</summary>
    public int Whole(string key, Node node, int least, int most, string alternative)
    {
        string allowed = $"{Numerals.Of(least)} to {Numerals.Of(most)}";
        if (node is not ScalarNode { Quoted: false } scalar || !Numerals.IsWhole(scalar.Text))
            throw Refuse(key, node, "a whole number, " + allowed, $"Write it in digits, without quotes{alternative}");
        bool fits = long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value);
        if (fits && value >= least && value <= most)
            return (int)value;
        throw Refuse(key, node, allowed, $"{(scalar.Text[0] == '-' || (fits && value < least) ? "Raise" : "Lower")} it{alternative}");
    }

    /// <summary>A whole number of 64 bits without sign.</summary>
    public ulong Seed(string key, ulong fallback)
    {
        if (Find(key) is not Node node)
            return fallback;
        if (node is ScalarNode { Quoted: false } scalar && Numerals.IsWhole(scalar.Text)
            && ulong.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out ulong value))
            return value;
        throw Refuse(key, node, $"a whole number, 0 to {ulong.MaxValue.ToString(CultureInfo.InvariantCulture)}", $"Write such a number without quotes, or leave it out for {fallback}");
    }

    public double Number(string key, double fallback, NumberRange range) =>
        Find(key) is Node node ? Number(key, node, range, $", or leave it out for {Numerals.Of(fallback)}") : fallback;

    /// <summary>A number that stands at a node under <paramref name="key"/>.</summary>
    public double Number(string key, Node node, NumberRange range, string alternative)
    {
        if (node is not ScalarNode { Quoted: false } scalar || !Numerals.TryParse(scalar.Text, out double value))
            throw Refuse(key, node, "a number in " + range, $"Write it with a decimal point, without quotes{alternative}");
        if (range.IsBelow(value))
            throw Refuse(key, node, range.ToString(), $"Raise it{alternative}");
        return range.IsAbove(value) ? throw Refuse(key, node, range.ToString(), $"Lower it{alternative}") : value;
    }

    public bool Flag(string key, bool fallback) => Find(key) switch
    {
        null => fallback,
        ScalarNode { Quoted: false, Text: "true" or "True" or "TRUE" } => true,
        ScalarNode { Quoted: false, Text: "false" or "False" or "FALSE" } => false,
        Node node => throw Refuse(key, node, "true or false", $"Write one of them, or leave it out for {(fallback ? "true" : "false")}"),
    };

    public T Choice<T>(string key, T fallback, IReadOnlyDictionary<string, T> choices)
    {
        if (Find(key) is not Node node)
            return fallback;
        if (node is ScalarNode { IsNull: false } scalar && choices.TryGetValue(scalar.Text, out T? value))
            return value;
        string guess = node is ScalarNode text ? NearestKey.Suggest(text.Text, choices.Keys) : "";
        string byDefault = choices.First(choice => Equals(choice.Value, fallback)).Key;
        throw Refuse(key, node, string.Join(", ", choices.Keys), $"Write one of them, or leave it out for {byDefault}", guess);
    }

    /// <summary>A text that is not empty, such as a word or a path.</summary>
    public string Text(string key, string fallback, string allowed)
    {
        if (Find(key) is not Node node)
            return fallback;
        return node is ScalarNode { IsNull: false } scalar && scalar.Text.Length is > 0 and <= 1000 && !scalar.Text.Any(char.IsControl)
            ? scalar.Text
            : throw Refuse(key, node, allowed, "Write one of these, at most 1000 characters on one line, or leave it out");
    }

    public ScenarioException Refuse(string key, Node node, string allowed, string remedy, string guess = "") =>
        new($"{node.Origin}: {PathOf(key)} is {node.Describe()}; allowed is {allowed}.{guess} {remedy}.");

    private ScenarioException Unknown(MapEntry entry, string[] keys)
    {
        string where = _path.Length == 0 ? "a scenario" : _path;
        if ((_path is "" or "textModel") && entry.Key is "textModels" or "imageModels" or "prompts" or "sees")
        {
            return new ScenarioException($"{entry.KeyOrigin}: {PathOf(entry.Key)} is for several models; in this version a scenario has one text model and one image model. "
                + "Allowed are textModel and imageModel: describe one model in each.");
        }

        return new ScenarioException($"{entry.KeyOrigin}: {PathOf(Quote.WhereNeeded(entry.Key))} is unknown.{NearestKey.Suggest(entry.Key, keys)} "
            + $"Allowed in {where} are {string.Join(", ", keys)}. Correct or remove it.");
    }
}
