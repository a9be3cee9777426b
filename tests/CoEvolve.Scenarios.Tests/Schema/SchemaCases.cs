using System.Text.Json.Nodes;

namespace CoEvolve.Scenarios.Tests.Schema;

/// <summary>Values to be tried at each place of a scenario: its bounds, just beyond them, and values of every type.</summary>
internal sealed class SchemaCases(JsonObject root)
{
    private static readonly string[] Anything =
        ["null", "true", "\"text\"", "\"\"", "3", "0.5", "-1", "1e300", "[]", "{}", "[1]", "[\"a\"]", "[[1, 2]]", "{\"a\": 1}", "\"x\\u0001\"", "\"none\"", "\"circle\"", "\"data\"", "[0, 1]", "[true, false]", "[0, 0]"];

    private readonly SchemaValidator _schema = new(root);

    /// <summary>Each case: the keys that lead to a value, and the value as JSON.</summary>
    public IReadOnlyList<(string[] Path, string Value)> All() => [.. Of(root, [])];

    private IEnumerable<(string[] Path, string Value)> Of(JsonObject schema, string[] path)
    {
        schema = _schema.Resolve(schema);
        foreach (string value in path.Length > 0 ? Anything.Concat(Bounds(schema)) : [])
            yield return (path, value);
        foreach (JsonObject option in Options(schema))
        {
            foreach ((string[] Path, string Value) inner in option.ContainsKey("properties") ? Of(option, path) : Bounds(option).Select(value => (path, value)))
                yield return inner;
        }

        if (schema["properties"] is not JsonObject properties)
            yield break;
        yield return ([.. path, "unknown"], "1");
        foreach (KeyValuePair<string, JsonNode?> property in properties)
        {
            foreach ((string[] Path, string Value) inner in Of((JsonObject)property.Value!, [.. path, property.Key]))
                yield return inner;
        }
    }

    private IEnumerable<string> Bounds(JsonObject schema)
    {
        schema = _schema.Resolve(schema);
        decimal step = schema["type"]?.GetValue<string>() == "integer" ? 1 : 0.000001m;
        foreach (string keyword in new[] { "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum" })
        {
            if (schema[keyword] is not JsonNode bound)
                continue;
            decimal value = decimal.Parse(bound.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);
            foreach (decimal near in new[] { value - step, value, value + step })
                yield return near.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        foreach (JsonNode? allowed in schema["enum"]?.AsArray() ?? [])
            yield return allowed!.ToJsonString();
        if (schema["default"] is JsonNode normal)
            yield return normal.ToJsonString();
        if (schema["items"] is JsonObject items)
        {
            foreach (string item in Bounds(items))
                yield return $"[{item}]";
        }
    }

    private IEnumerable<JsonObject> Options(JsonObject schema) =>
        schema["anyOf"] is JsonArray options ? options.Select(option => _schema.Resolve((JsonObject)option!)).Where(option => !option.ContainsKey("required") || option.ContainsKey("type")) : [];
}
