using System.Text.Json;

namespace CoEvolve.Report;

/// <summary>Points of a sweep that differ in nothing but their seed: replicates of each other, in blocks.</summary>
/// <param name="Values">What is swept but the seed: key and JSON text.</param>
/// <param name="Points">Indexes of the points, from 0; at least one.</param>
internal sealed record PointGroup(IReadOnlyList<KeyValuePair<string, string>> Values, IReadOnlyList<int> Points)
{
    private const string Seed = "seed";

    /// <summary>Puts the points of an experiment into groups, in the order in which these begin.</summary>
    /// <param name="points">The swept values of each point as JSON objects.</param>
    public static IReadOnlyList<PointGroup> Of(IReadOnlyList<string> points) =>
    [
        .. points
            .Select((json, index) => (Values: Read(json), Index: index))
            .GroupBy(p => string.Join('\n', p.Values.Select(v => v.Key + ": " + v.Value)), StringComparer.Ordinal)
            .Select(g => new PointGroup(g.First().Values, [.. g.Select(p => p.Index)])),
    ];

    /// <summary>The values as a reader sees them: of each key the last part, "captionsPerGeneration = 20".</summary>
    public string Label => Values.Count == 0 ? "all" : string.Join(", ", Values.Select(v => $"{LastPart(v.Key)} = {Plain(v.Value)}"));

    /// <summary>A JSON value without the quotes of a string.</summary>
    public static string Plain(string json) => json is ['"', .., '"'] ? JsonSerializer.Deserialize<string>(json)! : json;

    private static string LastPart(string key) => key[(key.LastIndexOf('.') + 1)..];

    private static List<KeyValuePair<string, string>> Read(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateObject().Where(p => p.Name != Seed).Select(p => KeyValuePair.Create(p.Name, p.Value.GetRawText()))];
    }
}
