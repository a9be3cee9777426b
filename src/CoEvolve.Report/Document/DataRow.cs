namespace CoEvolve.Report;

/// <summary>A row of a table.</summary>
/// <param name="Cells">Plain text.</param>
internal sealed record DataRow(IReadOnlyList<string> Cells)
{
    /// <summary>Anchor that the first cell leads to; null for none.</summary>
    public string? Link { get; init; }

    /// <summary>Whether it begins a group of rows.</summary>
    public bool Head { get; init; }

    /// <summary>How it came out, in the last cell; null for nothing to say.</summary>
    public bool? Good { get; init; }
}
