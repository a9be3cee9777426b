using System.Globalization;

namespace CoEvolve.Store;

/// <summary>The SQL files that the assembly carries.</summary>
internal static class EmbeddedSql
{
    public static string Schema => Read("schema.sql");

    public static string Format1 => Read("format-1.sql");

    public static string Format2 => Read("format-2.sql");

    public static string Indexes => Read("indexes.sql");

    public static string DropIndexes => Read("drop-indexes.sql");

    public static string Migration(int number, string name) => Read(string.Create(CultureInfo.InvariantCulture, $"{number:0000}-{name}.sql"));

    private static string Read(string name)
    {
        using Stream stream = typeof(EmbeddedSql).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
