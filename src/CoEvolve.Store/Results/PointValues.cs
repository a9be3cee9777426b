using System.Text.Json;

namespace CoEvolve.Store;

/// <summary>Reads the swept values of a point, which stand as a JSON object in ecosystem.point.</summary>
internal static class PointValues
{
    private const string Generations = "generations";

    /// <summary>The swept keys, in their order.</summary>
    /// <exception cref="FormatException">It is no JSON object.</exception>
    public static IReadOnlyList<string> Keys(string point)
    {
        using JsonDocument values = Parse(point);
        return [.. values.RootElement.EnumerateObject().Select(value => value.Name)];
    }

    /// <summary>T of the point: its own if it has one, otherwise the experiment's.</summary>
    /// <exception cref="FormatException">It is no JSON object, or its T no number.</exception>
    public static int GenerationsOf(string point, int ofExperiment)
    {
        using JsonDocument values = Parse(point);
        return values.RootElement.TryGetProperty(Generations, out JsonElement own) ? own.GetInt32() : ofExperiment;
    }

    /// <summary>True if T differs between points.</summary>
    /// <exception cref="FormatException">It is no JSON object.</exception>
    public static bool SweepGenerations(string point) => Keys(point).Contains(Generations);

    /// <summary>The same text, once it is known to be a JSON object.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static string Checked(string point)
    {
        Parse(point).Dispose();
        return point;
    }

    private static JsonDocument Parse(string point)
    {
        JsonDocument values;
        try
        {
            values = JsonDocument.Parse(point);
        }
        catch (JsonException exception)
        {
            throw Nonsense(point, exception);
        }

        if (values.RootElement.ValueKind == JsonValueKind.Object)
            return values;
        values.Dispose();
        throw Nonsense(point, null);
    }

    private static FormatException Nonsense(string point, Exception? cause) => new($"'{point}' stands where the JSON object of a point belongs", cause);
}
