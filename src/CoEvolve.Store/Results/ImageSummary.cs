namespace CoEvolve.Store;

/// <summary>An image model at a generation, over the replicates of a point or of points that were pooled.</summary>
/// <param name="Point">Index of the point, from 0; or number of the group, where points were pooled.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Generation">The generation.</param>
/// <param name="Diversity">diversity of those that have this generation stored: the failed ones, and those under way, up to where they are.</param>
/// <param name="FidelityError">fidelity_error of the same.</param>
/// <param name="MatthewIndex">matthew_index of those that have one; null if none has.</param>
public sealed record ImageSummary(
    int Point,
    string Model,
    int Generation,
    Sample Diversity,
    Sample FidelityError,
    Sample? MatthewIndex);
