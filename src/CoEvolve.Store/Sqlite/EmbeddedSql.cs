namespace CoEvolve.Store;

/// <summary>The SQL files that lie beside this class.</summary>
internal static class EmbeddedSql
{
    public static string Schema => Read("schema.sql");

    public static string Indexes => Read("indexes.sql");

    private static string Read(string name)
    {
        using Stream stream = typeof(EmbeddedSql).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
