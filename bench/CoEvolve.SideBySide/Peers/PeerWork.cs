using System.Text.Json;

namespace CoEvolve.SideBySide;

/// <summary>What a peer is told: the JSON that bench/peers/numpy_peer.py reads.</summary>
/// <param name="Captions">K.</param>
/// <param name="Dimension">d.</param>
/// <param name="CaptionsPerGeneration">N.</param>
/// <param name="PerceptionNoise">τ.</param>
/// <param name="Reader">soft or perfect.</param>
/// <param name="InitialShares">p₀, length K.</param>
/// <param name="InitialMeans">μ₀, K×d, row-major.</param>
/// <param name="InitialFactors">A₀, K×d×d, row-major.</param>
/// <param name="Replicates">Ecosystems.</param>
/// <param name="Generations">T.</param>
/// <param name="Measured">Generations whose metrics are wanted.</param>
/// <param name="Seed">Differs between runs.</param>
/// <param name="AtLeastSeconds">The run is repeated until so much time has passed.</param>
internal sealed record PeerWork(
    int Captions,
    int Dimension,
    int CaptionsPerGeneration,
    double PerceptionNoise,
    string Reader,
    double[] InitialShares,
    double[] InitialMeans,
    double[] InitialFactors,
    int Replicates,
    int Generations,
    int[] Measured,
    long Seed,
    double AtLeastSeconds)
{
    /// <summary>The same start and the same number of generations as our own side has.</summary>
    public static PeerWork Of(WorkRow row, long seed, double atLeastSeconds) => new(
        row.Captions,
        row.Dimension,
        row.Images,
        row.Text.PerceptionNoise,
        row.IsPerfect ? "perfect" : "soft",
        row.Spec.InitialShares,
        row.Spec.InitialImages.Gaussians.Means,
        row.Spec.InitialImages.Gaussians.Factors,
        row.Replicates,
        row.Spec.Generations,
        row.Compared,
        seed,
        atLeastSeconds);

    /// <summary>As JSON, names in camel case.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);
}
