namespace CoEvolve.Report;

/// <summary>A report before it is set as a page.</summary>
/// <param name="Title">Plain text.</param>
/// <param name="Lead">What stands before the sections.</param>
/// <param name="Sections">The sections.</param>
internal sealed record ReportDocument(string Title, IReadOnlyList<Block> Lead, IReadOnlyList<Section> Sections);
