namespace CoEvolve.Scenarios;

/// <summary>μ₀ evenly spaced on a circle in two dimensions, the first on the positive first axis, then against the clock; Σ₀ = I.</summary>
/// <param name="Separation">The radius, 0 to <see cref="ScenarioLimits.MostLength"/>.</param>
public sealed record CircleMeans(double Separation) : ImageSpaceSettings;
