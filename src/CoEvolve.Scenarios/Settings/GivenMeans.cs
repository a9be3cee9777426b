namespace CoEvolve.Scenarios;

/// <summary>μ₀ as written in the scenario; Σ₀ = I. Equal to another with the same numbers.</summary>
/// <param name="Dimension">d, 1 to <see cref="ScenarioLimits.MostDimensions"/>.</param>
/// <param name="Means">One mean a caption, each of length d, each value within ±<see cref="ScenarioLimits.MostLength"/>.</param>
public sealed record GivenMeans(int Dimension, IReadOnlyList<IReadOnlyList<double>> Means) : ImageSpaceSettings
{
    /// <inheritdoc/>
    public bool Equals(GivenMeans? other) =>
        other is not null && Dimension == other.Dimension && Means.Count == other.Means.Count
        && Means.Zip(other.Means).All(pair => pair.First.SequenceEqual(pair.Second));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Dimension, Means.Count, Means.Count > 0 ? Means[0][0] : 0);
}
