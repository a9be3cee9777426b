namespace CoEvolve.Report;

/// <summary>A column of a table.</summary>
/// <param name="Heading">Plain text.</param>
/// <param name="Kind">What it holds.</param>
internal sealed record Column(string Heading, ColumnKind Kind = ColumnKind.Word);
