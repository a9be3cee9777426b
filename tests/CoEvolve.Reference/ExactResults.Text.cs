namespace CoEvolve.Reference;

public static partial class ExactResults
{
    /// <summary>E[G_t] = G₀(1 − η²ρ/N)^t without a corpus, for a constant reader resolution ρ.</summary>
    /// <param name="initialDiversity">G₀ in [0, 1).</param>
    /// <param name="captions">N ≥ 1, captions per generation.</param>
    /// <param name="generation">t ≥ 0.</param>
    /// <param name="learningRate">η in (0, 1]; section 6 states η = 1.</param>
    /// <param name="resolution">ρ in [0, 1]; 1 for the sampled and the perfect reader.</param>
    /// <returns>The expected Gini–Simpson diversity.</returns>
    public static double ExpectedTextDiversity(
        double initialDiversity, int captions, int generation, double learningRate = 1, double resolution = 1) =>
        initialDiversity * Math.Pow(1 - learningRate * learningRate * resolution / captions, generation);

    /// <summary>Mean generations until one of two captions has probability 1, at ρ = 1 (Wright–Fisher).</summary>
    /// <param name="captions">N ≥ 1.</param>
    /// <param name="probability">Initial probability of the first caption, in [0, 1]; N·p need not be whole.</param>
    /// <returns>Generations, ≥ 0.</returns>
    /// <remarks>
    /// Solves T_i = 1 + Σ_j P(Binomial(N, i/N) = j) T_j over i = 1 … N−1, T₀ = T_N = 0; the first step leads from p to a
    /// state j/N. O(N³).
    /// </remarks>
    public static double FixationTime(int captions, double probability)
    {
        if (probability is 0 or 1) return 0;
        int inner = captions - 1;
        var matrix = new double[inner, inner];
        var ones = new double[inner];
        for (int i = 0; i < inner; i++)
        {
            double[] row = BinomialProbabilities(captions, (i + 1.0) / captions);
            for (int j = 0; j < inner; j++) matrix[i, j] = (i == j ? 1 : 0) - row[j + 1];
            ones[i] = 1;
        }
        double[] times = LinearSystems.Solve(matrix, ones);
        double[] first = BinomialProbabilities(captions, probability);
        double mean = 1;
        for (int j = 0; j < inner; j++) mean += first[j + 1] * times[j];
        return mean;
    }

    /// <summary>The diffusion limit of <see cref="FixationTime"/>: −2N[p ln p + (1−p) ln(1−p)].</summary>
    /// <param name="captions">N ≥ 1.</param>
    /// <param name="probability">p in (0, 1).</param>
    /// <returns>Generations; approximate for finite N.</returns>
    public static double DiffusionFixationTime(int captions, double probability) =>
        -2 * captions * (probability * Math.Log(probability) + (1 - probability) * Math.Log(1 - probability));
}
