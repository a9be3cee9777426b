namespace CoEvolve.Charts;

/// <summary>One of several <see cref="SmallMultiples"/>.</summary>
/// <param name="Title">Stands above the panel.</param>
/// <param name="Series">The lines; equal names mean the same thing in every panel.</param>
public sealed record LinePanel(string Title, IReadOnlyList<LineSeries> Series)
{
    /// <summary>Lines across this panel.</summary>
    public IReadOnlyList<ReferenceLine> References { get; init; } = [];
}
