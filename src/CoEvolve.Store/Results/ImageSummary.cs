namespace CoEvolve.Store;

/// <summary>An image model's diversity and fidelity at a generation, averaged over the replicates of a point.</summary>
/// <param name="Point">Index of the point, from 0.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Generation">The generation.</param>
/// <param name="Replicates">How many replicates have it stored: the failed ones, and those under way, up to where they are.</param>
/// <param name="Diversity">Mean of diversity.</param>
/// <param name="FidelityError">Mean of fidelity_error.</param>
public sealed record ImageSummary(int Point, string Model, int Generation, int Replicates, double Diversity, double FidelityError);
