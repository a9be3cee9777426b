namespace CoEvolve.Report;

/// <summary>A table.</summary>
/// <param name="Columns">At least one.</param>
/// <param name="Rows">As many cells as columns each.</param>
internal sealed record DataTable(IReadOnlyList<Column> Columns, IReadOnlyList<DataRow> Rows) : Block
{
    /// <summary>What stands above the table, by which a reader may close it; null for none. It prints in any case.</summary>
    public string? Caption { get; init; }
}
