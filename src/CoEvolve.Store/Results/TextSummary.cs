namespace CoEvolve.Store;

/// <summary>A text model's diversity at a generation, averaged over the replicates of a point.</summary>
/// <param name="Point">Index of the point, from 0.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Generation">The generation.</param>
/// <param name="Replicates">How many replicates have it stored: the failed ones, and those under way, up to where they are.</param>
/// <param name="GiniSimpson">Mean of gini_simpson.</param>
public sealed record TextSummary(int Point, string Model, int Generation, int Replicates, double GiniSimpson);
