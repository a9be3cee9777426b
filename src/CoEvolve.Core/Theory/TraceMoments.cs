namespace CoEvolve.Core;

/// <summary>Second moments of tr Σ_t under frozen text, without users, at η = 1 (docs/model.md, section 6, "Testing means").</summary>
internal static class TraceMoments
{
    /// <summary>Var[tr Σ_t] / E[tr Σ_t]².</summary>
    /// <param name="counts">The law of n.</param>
    /// <param name="squareShare">tr Σ₀² / (tr Σ₀)².</param>
    /// <param name="generation">t ≥ 0.</param>
    /// <param name="estimator">By what the scatter is divided.</param>
    /// <remarks>
    /// Given n ≥ 2, with m = n−1 and divisor q = n or m: E(tr Σ')² = (m²(tr Σ)² + 2m tr Σ²)/q² and
    /// E tr Σ'² = (m(m+1) tr Σ² + m(tr Σ)²)/q². The recursion runs on x = E(tr Σ)²/(E tr Σ)² − 1 and y = E tr Σ²/(E tr Σ)²,
    /// so that a small relative variance does not drown in the 1.
    /// </remarks>
    public static double RelativeVariance(BinomialLaw counts, double squareShare, int generation, CovarianceEstimator estimator)
    {
        ArgumentNullException.ThrowIfNull(counts);
        bool unbiased = estimator == CovarianceEstimator.Unbiased;
        double rate = ImageTheory.ContractionRate(counts, 1, estimator);
        double square = 0, spread = 0, squareFromOther = 0, other = 0, otherFromSquare = 0;
        ReadOnlySpan<double> probabilities = counts.Window;
        for (int i = 0; i < probabilities.Length; i++)
        {
            double n = counts.First + i, m = n - 1, q = unbiased ? m : n, probability = probabilities[i];
            double factor = n < 2 ? 1 : m / q;
            square += probability * factor * factor;
            spread += probability * (factor - rate) * (factor - rate);
            other += probability * (n < 2 ? 1 : m * n / (q * q));
            if (n < 2)
                continue;
            squareFromOther += probability * 2 * m / (q * q);
            otherFromSquare += probability * m / (q * q);
        }

        double scale = 1 / (rate * rate), x = 0, y = squareShare;
        for (int t = 0; t < generation; t++)
        {
            (x, y) = (
                ((square * x) + spread + (squareFromOther * y)) * scale,
                ((other * y) + (otherFromSquare * (1 + x))) * scale);
        }

        return x;
    }
}
