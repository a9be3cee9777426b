namespace CoEvolve.Store;

/// <summary>A caption of an image model at a generation, over the replicates of a point or of points that were pooled.</summary>
/// <param name="Point">Index of the point, from 0; or number of the group, where points were pooled.</param>
/// <param name="Model">The image model's name.</param>
/// <param name="Generation">The generation.</param>
/// <param name="Caption">The caption's rank in the vocabulary, from 0.</param>
/// <param name="Word">The caption.</param>
/// <param name="Share">share of those that have this generation stored.</param>
/// <param name="Diversity">diversity of the same.</param>
/// <param name="LogDiversity">Natural logarithm of the diversity, which counts as 1e-300 where it is less.</param>
/// <param name="FidelityError">fidelity_error of the same.</param>
/// <param name="LogDet">log_det of those that have one; null if none has.</param>
public sealed record CaptionSummary(
    int Point,
    string Model,
    int Generation,
    int Caption,
    string Word,
    Sample Share,
    Sample Diversity,
    Sample LogDiversity,
    Sample FidelityError,
    Sample? LogDet);
