using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>Measures of one text model (docs/model.md, "What is measured"). Pure functions; no random numbers.</summary>
public static class TextMeasures
{
    /// <summary>Where G is under this, the reader resolution is not defined: nothing is left to resolve.</summary>
    public const double LeastResolvableDiversity = 1e-12;

    private const int Lanes = RandomStream.Lanes;
    private const double SmallestNormal = 2.2250738585072014e-308;

    /// <summary>All measures of p.</summary>
    /// <param name="shares">p, length K.</param>
    /// <param name="initialShares">p₀, length K.</param>
    /// <param name="captionsPerGeneration">N, which sets when a caption counts as alive.</param>
    /// <param name="readerResolution">ρ̂ of the step that starts here, if there was one.</param>
    public static TextMetrics Measure(ReadOnlySpan<double> shares, ReadOnlySpan<double> initialShares, int captionsPerGeneration, double? readerResolution)
    {
        double entropy = Entropy(shares);
        return new TextMetrics(
            GiniSimpson(shares),
            entropy,
            StableMath.Exp(entropy),
            Alive(shares, captionsPerGeneration),
            TotalVariation(shares, initialShares),
            readerResolution);
    }

    /// <summary>G = 1 − Σ p², computed as 2 Σ_{i&lt;j} p_i p_j, so that it keeps its relative precision near 0.</summary>
    public static double GiniSimpson(ReadOnlySpan<double> shares)
    {
        double sum = 0, before = 0;
        foreach (double p in shares)
        {
            sum = Math.FusedMultiplyAdd(p, before, sum);
            before += p;
        }

        return 2 * sum;
    }

    /// <summary>−Σ p ln p in nats, ≥ 0; captions with p = 0 add nothing.</summary>
    public static double Entropy(ReadOnlySpan<double> shares)
    {
        Vector512<double> sum = Vector512<double>.Zero;
        for (; shares.Length >= Lanes; shares = shares[Lanes..])
            sum = AddEntropy(Vector512.Create(shares), sum);
        if (!shares.IsEmpty)
        {
            Span<double> rest = stackalloc double[Lanes];
            rest.Clear();
            shares.CopyTo(rest);
            sum = AddEntropy(Vector512.Create<double>(rest), sum);
        }

        return Math.Max(0, -LaneSum.Of(sum));
    }

    /// <summary>Captions with p > 1/(2N).</summary>
    public static int Alive(ReadOnlySpan<double> shares, int captionsPerGeneration)
    {
        int alive = 0;
        foreach (double p in shares)
        {
            if (IsAlive(p, captionsPerGeneration))
                alive++;
        }

        return alive;
    }

    /// <summary>Whether p > 1/(2N).</summary>
    public static bool IsAlive(double share, int captionsPerGeneration) => share * 2 * captionsPerGeneration > 1;

    /// <summary>½ Σ |p − p₀|, in [0, 1].</summary>
    public static double TotalVariation(ReadOnlySpan<double> shares, ReadOnlySpan<double> initialShares)
    {
        double sum = 0;
        for (int k = 0; k < shares.Length; k++)
            sum += Math.Abs(shares[k] - initialShares[k]);
        return Math.Min(1, sum / 2);
    }

    /// <summary>ρ̂ = (mean of ‖q‖² − ‖p‖²)/G = 1 − (mean of 1 − ‖q‖²)/G around the p that the reader used as prior.</summary>
    /// <param name="giniSimpson">G of that p.</param>
    /// <param name="posteriorDiversity">Σ over the images of 1 − ‖q‖², from <see cref="ImageReading.Total"/>.</param>
    /// <param name="images">Number of images read, ≥ 1.</param>
    /// <returns>An unbiased estimate of ρ, which may leave [0, 1]; null where G is under <see cref="LeastResolvableDiversity"/>.</returns>
    public static double? ReaderResolution(double giniSimpson, double posteriorDiversity, int images) =>
        giniSimpson < LeastResolvableDiversity ? null : 1 - (posteriorDiversity / images / giniSimpson);

    // Σ p ln p. What a share that is no normal number would add is none either.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> AddEntropy(Vector512<double> p, Vector512<double> sum) =>
        Vector512.FusedMultiplyAdd(p, StableMath.Log(Vector512.Max(p, Vector512.Create(SmallestNormal))), sum);
}
