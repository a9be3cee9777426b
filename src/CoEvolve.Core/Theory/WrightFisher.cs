namespace CoEvolve.Core;

/// <summary>
/// Two captions, each image read as the caption that made it (ρ = 1), η = 1, no corpus: how long until one of them is left.
/// </summary>
/// <remarks>Source: docs/model.md, section 6, "Text, ρ = 1".</remarks>
public static class WrightFisher
{
    /// <summary>The greatest N of <see cref="FixationTime"/>.</summary>
    public const int MostCaptions = 5000;

    /// <summary>The mean number of generations until one of the two captions has probability 1.</summary>
    /// <param name="captions">N, 1 to <see cref="MostCaptions"/>; beyond, <see cref="DiffusionFixationTime"/> is right to 0.2%.</param>
    /// <param name="probability">p₀ of the first caption, in [0, 1]; Np₀ need not be whole.</param>
    /// <returns>Generations, 0 at p₀ = 0 and 1, else 1 or more.</returns>
    /// <remarks>
    /// Solves T_i = 1 + Σ_j P(Binomial(N, i/N) = j) T_j with T₀ = T_N = 0 and T_i = T_{N−i}, for i up to N/2; the first step leads
    /// from p₀ to a state j/N. The matrix is banded but for what folding adds, so elimination takes O(N²) at N = 5,000; it
    /// needs no pivots, because every row's diagonal outweighs the rest. N²/4 numbers of memory.
    /// </remarks>
    public static double FixationTime(int captions, double probability)
    {
        Preconditions.InRange(captions, 1, MostCaptions);
        Preconditions.InRange(probability, 0, 1);
        if (probability is 0 or 1)
            return 0;
        double[] times = SolveFolded(captions);
        var first = new BinomialLaw(captions, probability);
        double mean = 1;
        for (int j = Math.Max(1, first.First); j <= Math.Min(captions - 1, first.Last); j++)
            mean += first[j] * times[Math.Min(j, captions - j) - 1];
        return mean;
    }

    /// <summary>The limit of <see cref="FixationTime"/> for large N: −2N [p ln p + (1−p) ln(1−p)].</summary>
    /// <param name="captions">N ≥ 1.</param>
    /// <param name="probability">p₀ in [0, 1].</param>
    /// <returns>Generations; too high by 5% at N = 30, by 0.8% at N = 200.</returns>
    public static double DiffusionFixationTime(int captions, double probability)
    {
        Preconditions.InRange(captions, 1, int.MaxValue);
        Preconditions.InRange(probability, 0, 1);
        if (probability is 0 or 1)
            return 0;
        double other = 1 - probability;

        // ln(1−p) for the p that was given, not for the rounded 1 − p.
        double logOther = other == 1 ? -probability : Math.Log(other) * probability / (1 - other);
        return -2.0 * captions * ((probability * Math.Log(probability)) + (other * logOther));
    }

    // T₁ … T_⌊N/2⌋.
    private static double[] SolveFolded(int captions)
    {
        int states = captions / 2;
        var rows = new double[states][];
        var ends = new int[states];
        var times = new double[states];
        for (int i = 0; i < states; i++)
        {
            var law = new BinomialLaw(captions, (i + 1.0) / captions);
            rows[i] = new double[states];
            rows[i][i] = 1;
            for (int j = Math.Max(1, law.First); j <= Math.Min(captions - 1, law.Last); j++)
                rows[i][Math.Min(j, captions - j) - 1] -= law[j];
            ends[i] = Math.Max(i + 1, Math.Min(states, law.Last));
            times[i] = 1;
        }

        Eliminate(rows, ends, times);
        for (int i = states - 1; i >= 0; i--)
        {
            for (int j = i + 1; j < ends[i]; j++)
                times[i] -= rows[i][j] * times[j];
            times[i] /= rows[i][i];
        }

        return times;
    }

    // Gauss elimination without pivots. Row i is 0 from column ends[i] on, and later rows end later, so none grows.
    private static void Eliminate(double[][] rows, int[] ends, double[] right)
    {
        for (int pivot = 0; pivot < rows.Length; pivot++)
        {
            double[] source = rows[pivot];
            for (int i = pivot + 1; i < rows.Length; i++)
            {
                double[] row = rows[i];
                if (row[pivot] == 0)
                    continue;
                double factor = row[pivot] / source[pivot];
                for (int j = pivot; j < ends[pivot]; j++)
                    row[j] -= factor * source[j];
                right[i] -= factor * right[pivot];
            }
        }
    }
}
