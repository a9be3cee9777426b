namespace CoEvolve.Scenarios;

/// <summary>A map, its keys in the order they were written; no key stands twice.</summary>
internal sealed class MapNode(Origin origin, IReadOnlyList<MapEntry> entries) : Node(origin)
{
    public IReadOnlyList<MapEntry> Entries { get; } = entries;

    public override string Describe() => Entries.Count == 0 ? "an empty map" : $"a map with the key {Quote.Always(Entries[0].Key)}";

    public Node? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key)?.Value;

    /// <summary>The same map with one value replaced in its place, or added at the end.</summary>
    public MapNode With(string key, Origin keyOrigin, Node value)
    {
        var changed = new MapEntry(key, keyOrigin, value);
        return Find(key) is null
            ? new MapNode(Origin, [.. Entries, changed])
            : new MapNode(Origin, [.. Entries.Select(entry => entry.Key == key ? changed : entry)]);
    }

    public MapNode Without(string key) => new(Origin, [.. Entries.Where(entry => entry.Key != key)]);
}
