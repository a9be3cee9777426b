using YamlDotNet.RepresentationModel;

namespace CoEvolve.Cli.Tests;

/// <summary>Reads YAML files of the working tree key by key; anchors and merge keys (&lt;&lt;) are followed.</summary>
internal static class YamlFile
{
    /// <summary>The one document of a file.</summary>
    public static YamlNode Read(params string[] path)
    {
        using var reader = new StreamReader(Repository.Path(path));
        var stream = new YamlStream();
        stream.Load(reader);
        return Assert.Single(stream.Documents).RootNode;
    }

    /// <summary>What stands at the end of a path of keys; of a list, a number is the place. Fails if there is nothing.</summary>
    public static YamlNode At(this YamlNode node, params string[] path)
    {
        YamlNode? found = node.Find(path);
        Assert.True(found is not null, $"There is no {string.Join('.', path)}.");
        return found;
    }

    /// <summary>The same, or null.</summary>
    public static YamlNode? Find(this YamlNode node, params string[] path)
    {
        YamlNode? at = node;
        foreach (string key in path)
            at = at is null ? null : Child(at, key);
        return at;
    }

    /// <summary>A scalar's text.</summary>
    public static string Text(this YamlNode node, params string[] path) => Assert.IsType<YamlScalarNode>(node.At(path)).Value!;

    /// <summary>The texts of a list of scalars.</summary>
    public static string[] Texts(this YamlNode node, params string[] path) => [.. Items(node, path).Select(item => item.Text())];

    /// <summary>The items of a list.</summary>
    public static IEnumerable<YamlNode> Items(this YamlNode node, params string[] path) => Assert.IsType<YamlSequenceNode>(node.At(path)).Children;

    /// <summary>The keys of a mapping itself, without those that it takes over by a merge key.</summary>
    public static string[] Keys(this YamlNode node, params string[] path) =>
        [.. Assert.IsType<YamlMappingNode>(node.At(path)).Children.Keys.Select(key => key.Text())];

    /// <summary>The same, with those that it takes over.</summary>
    public static string[] AllKeys(this YamlNode node, params string[] path)
    {
        var own = Assert.IsType<YamlMappingNode>(node.At(path));
        return [.. own.Keys().Where(key => key != "<<").Union(own.Find("<<") is { } merged ? merged.AllKeys() : [])];
    }

    private static YamlNode? Child(YamlNode node, string key) => node switch
    {
        YamlMappingNode mapping when mapping.Children.TryGetValue(key, out YamlNode? child) => child,
        YamlMappingNode mapping when mapping.Children.TryGetValue("<<", out YamlNode? merged) => Child(merged, key),
        YamlSequenceNode sequence when int.TryParse(key, out int index) && index < sequence.Children.Count => sequence[index],
        _ => null,
    };
}
