namespace CoEvolve.Report;

/// <summary>A table.</summary>
/// <param name="Columns">Headings, and whether a column holds numbers, which stand at the right.</param>
/// <param name="Rows">As many cells as columns each.</param>
internal sealed record DataTable(IReadOnlyList<(string Heading, bool Numeric)> Columns, IReadOnlyList<DataRow> Rows) : Block
{
    /// <summary>Above the table, or what opens and closes it; null for none.</summary>
    public string? Caption { get; init; }

    /// <summary>Whether a reader may close it. It prints in any case.</summary>
    public bool Closable { get; init; }
}
