namespace CoEvolve.Store;

/// <summary>A text model at a generation, over the replicates of a point or of points that were pooled.</summary>
/// <param name="Point">Index of the point, from 0; or number of the group, where points were pooled.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Generation">The generation.</param>
/// <param name="GiniSimpson">gini_simpson of those that have this generation stored: the failed ones, and those under way, up to where they are.</param>
/// <param name="EffectiveCaptions">effective_captions of the same.</param>
/// <param name="ReaderResolution">Σ ρ̂·G / Σ G over those that have a reader_resolution; null if none has.</param>
/// <param name="ReaderResolutions">How many have one.</param>
public sealed record TextSummary(
    int Point,
    string Model,
    int Generation,
    Sample GiniSimpson,
    Sample EffectiveCaptions,
    double? ReaderResolution,
    int ReaderResolutions);
