using CoEvolve.Core;

namespace CoEvolve.Store;

/// <summary>A text model at a generation, in one ecosystem.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Generation">The generation.</param>
/// <param name="Metrics">What was measured.</param>
public sealed record TextEntry(string Model, int Generation, TextMetrics Metrics);
