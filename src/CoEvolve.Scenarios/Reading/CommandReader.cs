using System.Collections.Immutable;
using System.Globalization;
using CoEvolve.Actors;

namespace CoEvolve.Scenarios;

/// <summary>Reads the section commands.</summary>
internal static class CommandReader
{
    private const string Example = "Write such as - { at: 50, do: set corpus.captionsPerGeneration=20 }";

    /// <returns>The commands by rising generation, those of one generation as they were written.</returns>
    public static IReadOnlyList<CommandSettings> Read(Section root)
    {
        switch (root.Find("commands"))
        {
            case null:
                return [];
            case ListNode list:
                return [.. list.Items.Select((item, i) => Read(root, item, i)).OrderBy(command => command.At)];
            case Node other:
                throw root.Refuse("commands", other, "a list of commands", $"{Example}, or leave it out");
        }
    }

    /// <summary>Ranges as the writer gives them: "7", "1-3".</summary>
    public static string NameOf((int First, int Last) range) =>
        range.First == range.Last ? Numerals.Of(range.First) : $"{Numerals.Of(range.First)}-{Numerals.Of(range.Last)}";

    private static CommandSettings Read(Section root, Node item, int index)
    {
        string path = $"commands[{Numerals.Of(index)}]";
        if (item is not MapNode map)
            throw root.Refuse(path, item, "a map with the keys at, do, ecosystems", Example);
        var section = new Section(map, path, "at", "do", "ecosystems");
        if (section.Find("at") is null || section.Find("do") is null)
            throw new ScenarioException($"{map.Origin}: {path} has no {(section.Find("at") is null ? "at" : "do")}; allowed is a generation as at, and what to do then. {Example}.");
        int at = section.Whole("at", section.Find("at")!, 0, ScenarioLimits.MostGenerations, "");
        return new CommandSettings(at, Command(section), Ecosystems(section));
    }

    private static SteeringCommand Command(Section section)
    {
        Node node = section.Find("do")!;
        if (node is not ScalarNode { IsNull: false } scalar)
            throw section.Refuse("do", node, "a command in words", Example);
        try
        {
            return SteeringCommand.Parse(scalar.Text);
        }
        catch (FormatException exception)
        {
            throw new ScenarioException($"{node.Origin}: {section.PathOf("do")}: {exception.Message}", exception);
        }
    }

    private static ImmutableArray<(int First, int Last)> Ecosystems(Section section)
    {
        IReadOnlyList<Node> items = section.Find("ecosystems") switch
        {
            null => [],
            ListNode { Items.Count: > 0 } list => list.Items,
            ScalarNode scalar => [scalar],
            Node node => throw Refuse(node),
        };
        var merged = new List<(int First, int Last)>();
        foreach ((int first, int last) in items.Select(Range).OrderBy(range => range.First))
        {
            if (merged.Count > 0 && first <= (long)merged[^1].Last + 1)
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, last));
            else
                merged.Add((first, last));
        }

        return [.. merged];

        (int First, int Last) Range(Node node)
        {
            string[] ends = node is ScalarNode { IsNull: false } scalar ? scalar.Text.Split('-', StringSplitOptions.TrimEntries) : [];
            return ends.Length is 1 or 2 && Id(ends[0]) is int first && Id(ends[^1]) is int last && first <= last ? (first, last) : throw Refuse(node);
        }

        ScenarioException Refuse(Node node) => section.Refuse(
            "ecosystems", node, $"numbers of ecosystems, 1 to {ScenarioLimits.MostEcosystems}, and ranges of them", "Write such as 7 or [1-3, 7], or leave it out for all");
    }

    private static int? Id(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int id) && id >= 1 && id <= ScenarioLimits.MostEcosystems ? id : null;
}
