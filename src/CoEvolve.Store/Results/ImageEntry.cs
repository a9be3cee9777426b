using CoEvolve.Core;

namespace CoEvolve.Store;

/// <summary>An image model at a generation, in one ecosystem.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Generation">The generation.</param>
/// <param name="Metrics">What was measured.</param>
public sealed record ImageEntry(string Model, int Generation, ImageMetrics Metrics);
