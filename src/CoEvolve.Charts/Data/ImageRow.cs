namespace CoEvolve.Charts;

/// <summary>One row of an <see cref="ImageGrid"/>.</summary>
/// <param name="Heading">For example the caption.</param>
/// <param name="Cells">For each column its pictures, any number, also none.</param>
public sealed record ImageRow(string Heading, IReadOnlyList<IReadOnlyList<GrayImage>> Cells)
{
    /// <summary>Line under the heading, for example a share; null for none.</summary>
    public string? Note { get; init; }
}
