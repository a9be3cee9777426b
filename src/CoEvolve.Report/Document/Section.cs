namespace CoEvolve.Report;

/// <summary>A part of a report with a heading.</summary>
/// <param name="Id">Its anchor; unique on the page.</param>
/// <param name="Heading">Plain text.</param>
/// <param name="Entry">Its line in the table of contents, plain text.</param>
/// <param name="Blocks">What it consists of.</param>
internal sealed record Section(string Id, string Heading, string Entry, IReadOnlyList<Block> Blocks)
{
    /// <summary>A word beside the heading, such as a verdict; null for none.</summary>
    public Badge? Badge { get; init; }
}
