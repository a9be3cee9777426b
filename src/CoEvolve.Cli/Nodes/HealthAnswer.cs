using System.Text.Encodings.Web;
using System.Text.Json;

namespace CoEvolve.Cli;

/// <summary>What a node says of its health: a status of HTTP and an object in JSON. Immutable.</summary>
/// <param name="Status">200 if all is well, otherwise what is wrong.</param>
/// <param name="Body">The object.</param>
internal sealed record HealthAnswer(int Status, byte[] Body)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>All is well.</summary>
    public static HealthAnswer Well(object body) => new(200, Json(body));

    /// <summary>Something is wrong, and may pass.</summary>
    public static HealthAnswer Unwell(object body) => new(503, Json(body));

    /// <summary>The question is none.</summary>
    public static HealthAnswer Refusal(int status, string error) => new(status, Json(new { error }));

    private static byte[] Json(object body) => [.. JsonSerializer.SerializeToUtf8Bytes(body, Options), (byte)'\n'];
}
