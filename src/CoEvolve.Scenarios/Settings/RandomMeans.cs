namespace CoEvolve.Scenarios;

/// <summary>μ₀ ~ N(0, separation² I), drawn from the seed alone; Σ₀ = I.</summary>
/// <param name="Dimension">d, 1 to <see cref="ScenarioLimits.MostDimensions"/>.</param>
/// <param name="Separation">0 to <see cref="ScenarioLimits.MostLength"/>.</param>
public sealed record RandomMeans(int Dimension, double Separation) : ImageSpaceSettings;
