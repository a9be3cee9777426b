using System.Globalization;
using CsvHelper;

namespace CoEvolve.Store;

/// <summary>Comma-separated values, UTF-8, line feeds; numbers culture-invariant and in the shortest form that reads back alike.</summary>
internal sealed class CsvRowWriter(Stream stream) : IRowWriter
{
    private readonly CsvWriter _csv = new(
        new StreamWriter(stream, bufferSize: 1 << 16),
        new CsvHelper.Configuration.CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" });

    public void Begin(IReadOnlyList<string> columns)
    {
        foreach (string column in columns)
            _csv.WriteField(column);
        _csv.NextRecord();
    }

    public void Write(ReadOnlySpan<object?> values)
    {
        foreach (object? value in values)
            _csv.WriteField(Text(value));
        _csv.NextRecord();
    }

    public void Dispose() => _csv.Dispose();

    private static string Text(object? value) => value switch
    {
        null => "",
        byte[] blob => Convert.ToBase64String(blob),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
