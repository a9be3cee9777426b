using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CoEvolve.Scenarios.Tests.Schema;

/// <summary>Checks JSON against a JSON Schema, as far as docs/scenario.schema.json uses the language; refuses any other keyword.</summary>
internal sealed class SchemaValidator(JsonObject root)
{
    private static readonly HashSet<string> Annotations = ["$schema", "$defs", "title", "description", "default"];

    /// <summary>The schema that a reference leads to, or the schema itself.</summary>
    public JsonObject Resolve(JsonObject schema)
    {
        while (schema["$ref"] is JsonNode reference)
        {
            schema = reference.GetValue<string>()[2..].Split('/').Aggregate(root, (node, part) => (JsonObject)node[part]!);
        }

        return schema;
    }

    public bool IsValid(JsonNode? value) => IsValid(root, value);

    private bool IsValid(JsonObject schema, JsonNode? value) => schema.All(pair => Annotations.Contains(pair.Key) || Holds(schema, pair.Key, pair.Value!, value));

    private bool Holds(JsonObject schema, string keyword, JsonNode rule, JsonNode? value) => keyword switch
    {
        "$ref" => IsValid(Resolve(schema), value),
        "type" => IsOfType(rule.GetValue<string>(), value),
        "enum" => rule.AsArray().Any(allowed => JsonNode.DeepEquals(allowed, value)),
        "const" => JsonNode.DeepEquals(rule, value) || (NumberOf(rule) is decimal number && NumberOf(value) == number),
        "minimum" => NumberOf(value) is not decimal number || number >= NumberOf(rule),
        "maximum" => NumberOf(value) is not decimal number || number <= NumberOf(rule),
        "exclusiveMinimum" => NumberOf(value) is not decimal number || number > NumberOf(rule),
        "exclusiveMaximum" => NumberOf(value) is not decimal number || number < NumberOf(rule),
        "pattern" => TextOf(value) is not string text || Regex.IsMatch(text, rule.GetValue<string>(), RegexOptions.CultureInvariant),
        "anyOf" => rule.AsArray().Any(option => IsValid((JsonObject)option!, value)),
        "items" => value is not JsonArray array || array.All(item => IsValid((JsonObject)rule, item)),
        "minItems" => value is not JsonArray array || array.Count >= rule.GetValue<int>(),
        "maxItems" => value is not JsonArray array || array.Count <= rule.GetValue<int>(),
        "uniqueItems" => value is not JsonArray array || array.Select(Canonical).Distinct(StringComparer.Ordinal).Count() == array.Count,
        "required" => value is not JsonObject map || rule.AsArray().All(key => map.ContainsKey(key!.GetValue<string>())),
        "maxProperties" => value is not JsonObject map || map.Count <= rule.GetValue<int>(),
        "properties" => value is not JsonObject map || rule.AsObject().All(pair => !map.ContainsKey(pair.Key) || IsValid((JsonObject)pair.Value!, map[pair.Key])),
        "additionalProperties" => value is not JsonObject map || rule.GetValue<bool>() || map.All(pair => schema["properties"]!.AsObject().ContainsKey(pair.Key)),
        _ => throw new NotSupportedException($"The validator of the tests does not know the keyword '{keyword}'."),
    };

    private static bool IsOfType(string type, JsonNode? value) => type switch
    {
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => TextOf(value) is not null,
        "boolean" => value is JsonValue && value.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False,
        "number" => NumberOf(value) is not null,
        "integer" => NumberOf(value) is decimal number && number == decimal.Truncate(number),
        _ => throw new NotSupportedException(type),
    };

    private static string? TextOf(JsonNode? value) =>
        value is JsonValue && value.GetValueKind() == System.Text.Json.JsonValueKind.String ? value.GetValue<string>() : null;

    // Beyond what a decimal holds only the sign matters: no bound of the schema is as large.
    private static decimal? NumberOf(JsonNode? value) =>
        value is not JsonValue || value.GetValueKind() != System.Text.Json.JsonValueKind.Number ? null
        : decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number
        : value.ToJsonString().StartsWith('-') ? decimal.MinValue : decimal.MaxValue;

    private static string Canonical(JsonNode? value) => NumberOf(value) is decimal number ? (number / 1.000000000000000000000000000000m).ToString(CultureInfo.InvariantCulture) : value?.ToJsonString() ?? "null";
}
