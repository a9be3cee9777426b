namespace CoEvolve.Scenarios;

/// <summary>Applies --set arguments to a scenario, in their order.</summary>
internal static class SetArgument
{
    public static MapNode Apply(MapNode root, string argument)
    {
        Origin origin = Origin.Argument("--set " + Quote.Short(argument));
        int equals = argument.IndexOf('=');
        if (equals <= 0)
        {
            throw new ScenarioException($"{origin}: {(equals < 0 ? "there is no '='" : "there is no key before '='")}; "
                + "allowed is key=value. Write it like --set imageModel.learningRate=0.5.");
        }

        string key = argument[..equals].Trim();
        return Set(root, key, Value(argument[(equals + 1)..].Trim(), origin), origin);
    }

    /// <summary>Sets one value; a swept key is fixed by it, which takes it out of the sweep.</summary>
    public static MapNode Set(MapNode root, string key, Node value, Origin origin)
    {
        string[] parts = NodePath.Split(key, origin);
        if (parts[0] == "sweep" && parts.Length > 1)
            return NodePath.Set(root, ["sweep", key["sweep.".Length..]], origin, value);
        if (root.Find("sweep") is MapNode sweep)
        {
            foreach (MapEntry entry in sweep.Entries)
            {
                if (key.StartsWith(entry.Key + ".", StringComparison.Ordinal))
                {
                    throw new ScenarioException($"{origin}: {Quote.Short(key)} has no effect, because the sweep gives {Quote.Short(entry.Key)} as a whole; "
                        + $"allowed are keys outside the sweep. Set {Quote.Short(entry.Key)}, or sweep={{}}.");
                }
            }

            root = root.With("sweep", sweep.Origin, sweep.Without(key));
        }

        return NodePath.Set(root, parts, origin, value);
    }

    private static Node Value(string text, Origin origin)
    {
        Node value = NodeReader.ReadArgument(text, origin);
        bool flow = value is ScalarNode || text[0] is '{' or '[';
        return flow ? value : throw new ScenarioException($"{origin}: the value {Quote.Always(text)} is not on one line of YAML; "
            + $"allowed is a word, a number, [a, list] or {{a: map}}. Put a text into quotes.");
    }
}
