namespace CoEvolve.Scenarios;

/// <summary>Finds and replaces values by dotted key, as --set and a sweep name them.</summary>
internal static class NodePath
{
    private const int MostParts = 8;

    /// <summary>The parts of a dotted key; refuses what cannot be one.</summary>
    public static string[] Split(string key, Origin origin)
    {
        string[] parts = key.Split('.');
        if (parts.Length > MostParts || parts.Any(part => part.Length == 0 || part.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))))
        {
            throw new ScenarioException($"{origin}: {Quote.Always(key)} is no key; "
                + "allowed are words with points between them, such as corpus.captionsPerGeneration. Correct it.");
        }

        return parts;
    }

    /// <summary>The same map with the value under the key replaced; maps on the way are made where there are none.</summary>
    public static MapNode Set(MapNode root, ReadOnlySpan<string> parts, Origin origin, Node value)
    {
        if (parts.Length == 1)
            return root.With(parts[0], origin, value);
        MapNode child = root.Find(parts[0]) switch
        {
            null or ScalarNode { IsNull: true } => new MapNode(origin, []),
            MapNode map => map,
            Node other => throw new ScenarioException($"{origin}: {Quote.Short(parts[0])} is {other.Describe()}, which has no key {Quote.Always(parts[1])}; "
                + "allowed are keys of maps. Correct the key."),
        };
        return root.With(parts[0], origin, Set(child, parts[1..], origin, value));
    }

    /// <summary>Where the value of a dotted key stands, or else the nearest map around it.</summary>
    public static Origin PlaceOf(MapNode root, string key)
    {
        Node node = root;
        foreach (string part in key.Split('.'))
        {
            if (node is not MapNode map || map.Find(part) is not Node next)
                break;
            node = next;
        }

        return node.Origin;
    }
}
