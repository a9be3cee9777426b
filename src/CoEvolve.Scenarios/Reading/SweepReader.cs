namespace CoEvolve.Scenarios;

/// <summary>Reads the section sweep, and lays out its points.</summary>
internal static class SweepReader
{
    private const int MostKeys = 16;

    private static readonly Dictionary<string, string> Refused = new()
    {
        ["name"] = "it names the experiment",
        ["replicates"] = "every point has the same number of replicates",
        ["vocabulary"] = "every point has the same captions",
        ["vocabulary.captions"] = "every point has the same captions",
        ["imageSpace.data"] = "images are fitted once an experiment",
        ["imageSpace.principalComponents"] = "images are fitted once an experiment",
        ["imageSpace.heldOut"] = "images are fitted once an experiment",
        ["record"] = "every point is recorded alike",
        ["sweep"] = "a sweep holds no other",
        ["commands"] = "a command names its own ecosystems",
    };

    public static IReadOnlyList<SweptKey> Read(MapNode root)
    {
        switch (root.Find("sweep"))
        {
            case null:
                return [];
            case MapNode { Entries.Count: > MostKeys } map:
                throw new ScenarioException($"{map.Origin}: the sweep has {map.Entries.Count} keys; allowed are {MostKeys}. Remove some.");
            case MapNode map:
                SweptKey[] keys = [.. map.Entries.Select(Read)];
                foreach (SweptKey key in keys)
                {
                    if (keys.FirstOrDefault(other => key.Key.StartsWith(other.Key + ".", StringComparison.Ordinal)) is SweptKey outer)
                    {
                        throw new ScenarioException($"{key.Origin}: the sweep has {Quote.Short(key.Key)} and {Quote.Short(outer.Key)}, which holds it; "
                            + "allowed is one of them. Remove the other.");
                    }
                }

                CheckPoints(map, keys);
                return keys;
            case Node other:
                throw new ScenarioException($"{other.Origin}: sweep is {other.Describe()}; "
                    + $"allowed is a map of keys to lists. Write sweep: {{ corpus.captionsPerGeneration: [0, 20] }}, or leave it out.");
        }
    }

    /// <summary>The number of combinations.</summary>
    public static int CountPoints(IReadOnlyList<SweptKey> keys) => keys.Aggregate(1, (count, key) => count * key.Values.Count);

    /// <summary>The values of one combination, in the order of the keys; the first key is the slowest.</summary>
    public static Node[] ValuesOf(IReadOnlyList<SweptKey> keys, int point)
    {
        var values = new Node[keys.Count];
        for (int i = keys.Count - 1; i >= 0; i--)
        {
            values[i] = keys[i].Values[point % keys[i].Values.Count];
            point /= keys[i].Values.Count;
        }

        return values;
    }

    private static SweptKey Read(MapEntry entry)
    {
        string[] parts = NodePath.Split(entry.Key, entry.KeyOrigin);
        string? reason = Refused.GetValueOrDefault(entry.Key) ?? (parts[0] is "record" or "sweep" or "commands" ? Refused[parts[0]] : null);
        if (reason is not null)
        {
            throw new ScenarioException($"{entry.KeyOrigin}: {Quote.Short(entry.Key)} cannot be swept: {reason}; "
                + "allowed are seed, generations, and the settings of models and injections. Run one scenario a value instead.");
        }

        if (entry.Value is not ListNode { Items.Count: > 0 } list)
        {
            throw new ScenarioException($"{entry.Value.Origin}: the sweep's {Quote.Short(entry.Key)} is {entry.Value.Describe()}; "
                + "allowed is a list of one value or more. Write it like [0, 20].");
        }

        Node[] values = [.. list.Items.Select(SweepValue.Normalise)];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (Node value in values)
        {
            if (!seen.Add(SweepValue.ToJson(value)))
            {
                throw new ScenarioException($"{value.Origin}: the sweep's {Quote.Short(entry.Key)} has {value.Describe()} twice; "
                    + "allowed are distinct values. Remove one of them.");
            }
        }

        return new SweptKey(entry.Key, entry.KeyOrigin, values);
    }

    private static void CheckPoints(MapNode map, SweptKey[] keys)
    {
        long points = 1;
        foreach (SweptKey key in keys)
        {
            points *= key.Values.Count;
            if (points > ScenarioLimits.MostPoints)
            {
                throw new ScenarioException($"{map.Origin}: the sweep has {points} points or more; "
                    + $"allowed are {ScenarioLimits.MostPoints}. Give fewer values.");
            }
        }
    }
}
