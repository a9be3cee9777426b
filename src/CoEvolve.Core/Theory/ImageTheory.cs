using System.Numerics;

namespace CoEvolve.Core;

/// <summary>What images without users come to under frozen text: closed forms (docs/model.md, section 6, "Images, no users").</summary>
public static class ImageTheory
{
    // Bernoulli numbers B₂, B₄, … B₁₄.
    private static ReadOnlySpan<double> Bernoulli => [1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6];

    private const double SeriesFrom = 15;

    /// <summary>E[1{n≥2}/n]: the share of the variance that one retraining turns into drift, at η = 1.</summary>
    /// <param name="counts">The law of n.</param>
    /// <returns>In [0, ½].</returns>
    /// <remarks>O(window).</remarks>
    public static double MeanInverseCount(BinomialLaw counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ReadOnlySpan<double> probabilities = counts.Window;
        double sum = 0;
        for (int i = Math.Max(0, 2 - counts.First); i < probabilities.Length; i++)
            sum += probabilities[i] / (counts.First + i);
        return sum;
    }

    /// <summary>r: the factor by which E[tr Σ] changes in each generation.</summary>
    /// <param name="counts">The law of n, the same in all generations.</param>
    /// <param name="learningRate">η in (0, 1].</param>
    /// <param name="estimator">By what the scatter is divided.</param>
    /// <returns>Maximum likelihood: E[1 − η²1{n≥2}/n], in [½, 1]. Unbiased: E[1 + η(1−η)1{n≥2}/n], 1 at η = 1.</returns>
    public static double ContractionRate(BinomialLaw counts, double learningRate, CovarianceEstimator estimator)
    {
        Preconditions.LearningRate(learningRate);
        double inverse = MeanInverseCount(counts);
        return estimator == CovarianceEstimator.Unbiased
            ? 1 + (learningRate * (1 - learningRate) * inverse)
            : 1 - (learningRate * learningRate * inverse);
    }

    /// <summary>E[F_t] = E‖μ_t − μ₀‖² / tr Σ₀ = η² E[1{n≥2}/n] Σ_{s&lt;t} r^s.</summary>
    /// <param name="counts">The law of n, the same in all generations.</param>
    /// <param name="generation">t ≥ 0.</param>
    /// <param name="learningRate">η in (0, 1].</param>
    /// <param name="estimator">By what the scatter is divided.</param>
    /// <returns>Maximum likelihood: 1 − r^t. Unbiased at η = 1: t·E[1{n≥2}/n]. Unbiased at η &lt; 1 it may be infinite for large t.</returns>
    /// <remarks>O(window + log t); nothing cancels, so small values keep their digits.</remarks>
    public static double FidelityError(BinomialLaw counts, int generation, double learningRate, CovarianceEstimator estimator)
    {
        Preconditions.InRange(generation, 0, int.MaxValue);
        double rate = ContractionRate(counts, learningRate, estimator);
        return learningRate * learningRate * MeanInverseCount(counts) * GeometricSum(rate, generation);
    }

    /// <summary>
    /// The exact standard error of the mean of D_t over replicates, relative to E[D_t], at η = 1. Means are soon carried by rare
    /// runs: a sample mean tells little once this is above 5%.
    /// </summary>
    /// <param name="counts">The law of n, the same in all generations.</param>
    /// <param name="trace">tr Σ₀, above 0.</param>
    /// <param name="traceOfSquare">tr Σ₀², in (0, (tr Σ₀)²].</param>
    /// <param name="generation">t ≥ 0.</param>
    /// <param name="replicates">R ≥ 1.</param>
    /// <param name="estimator">By what the scatter is divided.</param>
    /// <returns>√((E[D_t²]/E[D_t]² − 1)/R), 0 or more; infinite for very large t.</returns>
    /// <remarks>O(window + t).</remarks>
    public static double RelativeStandardError(BinomialLaw counts, double trace, double traceOfSquare, int generation, int replicates, CovarianceEstimator estimator)
    {
        Preconditions.InRange(generation, 0, int.MaxValue);
        Preconditions.InRange(replicates, 1, int.MaxValue);
        Preconditions.Require(double.IsFinite(trace) && trace > 0, $"It is {trace:R}; allowed is any finite number above 0.", nameof(trace));
        Preconditions.Require(traceOfSquare > 0 && traceOfSquare <= trace * trace * (1 + 1e-9), $"It is {traceOfSquare:R}; allowed is above 0 and up to the square of the trace, {trace * trace:R}.", nameof(traceOfSquare));
        return Math.Sqrt(TraceMoments.RelativeVariance(counts, traceOfSquare / trace / trace, generation, estimator) / replicates);
    }

    /// <summary>α_n = E√χ²_{n−1} / √(n−1): for d = 1, unbiased, η = 1 and n fixed, E[σ_t] = α_n^t σ₀.</summary>
    /// <param name="count">n ≥ 2.</param>
    /// <returns>In (0, 1), to 1e-13 relative.</returns>
    /// <remarks>
    /// Γ(x+½)/(√x Γ(x)) at x = (n−1)/2, by the asymptotic series of its logarithm above 15 and by the recurrence of Γ below.
    /// </remarks>
    public static double DeviationRate(int count)
    {
        Preconditions.InRange(count, 2, int.MaxValue);
        double x = (count - 1) / 2.0, start = x, factor = 1;
        for (; x < SeriesFrom; x++)
            factor *= x / (x + 0.5);

        // Σ (2^{1−m} − 2) B_m / (m(m−1) x^{m−1}) over even m, from Stirling's series at x + ½ and at x.
        double logarithm = 0, power = x;
        for (int i = 0; i < Bernoulli.Length; i++, power *= x * x)
        {
            int m = 2 * (i + 1);
            logarithm += (Math.ScaleB(1, 1 - m) - 2) * Bernoulli[i] / (m * (m - 1) * power);
        }

        return factor * Math.Sqrt(x / start) * Math.Exp(logarithm);
    }

    // Σ_{s<t} r^s by doubling: all terms positive.
    private static double GeometricSum(double rate, int terms)
    {
        double sum = 0, power = 1;
        for (int bit = 31 - BitOperations.LeadingZeroCount((uint)terms); bit >= 0; bit--)
        {
            sum *= 1 + power;
            power *= power;
            if ((terms >> bit & 1) == 0)
                continue;
            sum = (sum * rate) + 1;
            power *= rate;
        }

        return sum;
    }
}
