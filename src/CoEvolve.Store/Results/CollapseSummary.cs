namespace CoEvolve.Store;

/// <summary>When the finished replicates of a point collapsed.</summary>
/// <param name="Point">Index of the point, from 0.</param>
/// <param name="Finished">Finished replicates; at least 1.</param>
/// <param name="TextCollapsed">How many of them lost the diversity of their text.</param>
/// <param name="TextMedian">Median generation of that, never counting as later than any; null if the median is never.</param>
/// <param name="ImageCollapsed">How many of them lost the diversity of their images.</param>
/// <param name="ImageMedian">Median generation of that, in the same way.</param>
public sealed record CollapseSummary(
    int Point,
    int Finished,
    int TextCollapsed,
    double? TextMedian,
    int ImageCollapsed,
    double? ImageMedian);
