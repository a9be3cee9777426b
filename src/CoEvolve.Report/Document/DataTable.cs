namespace CoEvolve.Report;

/// <summary>A table.</summary>
/// <param name="Columns">At least one.</param>
/// <param name="Rows">As many cells as columns each.</param>
internal sealed record DataTable(IReadOnlyList<Column> Columns, IReadOnlyList<DataRow> Rows) : Block
{
    /// <summary>Above the table, or what opens and closes it; null for none.</summary>
    public string? Caption { get; init; }

    /// <summary>Whether a reader may close it. It prints in any case.</summary>
    public bool Closable { get; init; }
}
