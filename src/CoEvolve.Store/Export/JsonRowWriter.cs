using System.Text.Encodings.Web;
using System.Text.Json;

namespace CoEvolve.Store;

/// <summary>JSON lines, UTF-8; numbers in the shortest form that reads back alike.</summary>
internal sealed class JsonRowWriter(Stream stream) : IRowWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly BufferedStream _buffer = new(stream, 1 << 16);
    private JsonEncodedText[] _columns = [];
    private Utf8JsonWriter? _json;

    public void Begin(IReadOnlyList<string> columns)
    {
        _columns = [.. columns.Select(c => JsonEncodedText.Encode(c))];
        _json = new Utf8JsonWriter(_buffer, Options);
    }

    public void Write(ReadOnlySpan<object?> values)
    {
        Utf8JsonWriter json = _json!;
        json.WriteStartObject();
        for (int i = 0; i < values.Length; i++)
        {
            json.WritePropertyName(_columns[i]);
            switch (values[i])
            {
                case long number:
                    json.WriteNumberValue(number);
                    break;
                case double number:
                    json.WriteNumberValue(number);
                    break;
                case byte[] blob:
                    json.WriteBase64StringValue(blob);
                    break;
                case string text:
                    json.WriteStringValue(text);
                    break;
                default:
                    json.WriteNullValue();
                    break;
            }
        }

        json.WriteEndObject();
        json.Flush();
        json.Reset();
        _buffer.WriteByte((byte)'\n');
    }

    public void Dispose()
    {
        _json?.Dispose();
        _buffer.Dispose();
    }
}
