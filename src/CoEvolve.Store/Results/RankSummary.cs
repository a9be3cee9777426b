namespace CoEvolve.Store;

/// <summary>
/// The caption that is the first, second, … most frequent at a generation, whichever it is in each ecosystem, over the
/// replicates of a point or of points that were pooled. Captions of equal share stand for each other: each of their ranks
/// has the mean of all of them.
/// </summary>
/// <param name="Point">Index of the point, from 0; or number of the group, where points were pooled.</param>
/// <param name="Model">The image model's name.</param>
/// <param name="Generation">The generation.</param>
/// <param name="Rank">From 1, the most frequent.</param>
/// <param name="Share">share of those that have this generation stored.</param>
/// <param name="LogDiversity">Natural logarithm of the diversity, which counts as 1e-300 where it is less.</param>
public sealed record RankSummary(int Point, string Model, int Generation, int Rank, Sample Share, Sample LogDiversity);
