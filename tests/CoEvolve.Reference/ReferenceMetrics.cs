namespace CoEvolve.Reference;

/// <summary>The metrics of docs/model.md, section 5, from their definitions.</summary>
/// <remarks>Draws no random numbers. Results that the section declares undefined are null.</remarks>
public static class ReferenceMetrics
{
    /// <summary>Gini–Simpson diversity G = 1 − Σ p_k².</summary>
    /// <param name="p">Length K, sums to 1.</param>
    /// <returns>In [0, 1 − 1/K].</returns>
    public static double GiniSimpson(double[] p) => 1 - p.Sum(value => value * value);

    /// <summary>Shannon entropy −Σ p_k ln p_k, with 0 ln 0 = 0.</summary>
    /// <param name="p">Length K, sums to 1.</param>
    /// <returns>In nats, in [0, ln K].</returns>
    public static double Entropy(double[] p) => -p.Where(value => value > 0).Sum(value => value * Math.Log(value));

    /// <summary>Effective number of captions, exp(entropy).</summary>
    /// <param name="p">Length K, sums to 1.</param>
    /// <returns>In [1, K].</returns>
    public static double EffectiveCaptions(double[] p) => Math.Exp(Entropy(p));

    /// <summary>Number of captions with p_k &gt; 1/(2N).</summary>
    /// <param name="p">Length K, sums to 1.</param>
    /// <param name="captionsPerGeneration">N ≥ 1.</param>
    /// <returns>In 0 … K.</returns>
    public static int AliveCaptions(double[] p, int captionsPerGeneration) =>
        p.Count(value => IsAlive(value, captionsPerGeneration));

    /// <summary>Total-variation distance ½ Σ |p_k − p₀,k|.</summary>
    /// <param name="p">Length K.</param>
    /// <param name="initial">p₀, length K.</param>
    /// <returns>In [0, 1].</returns>
    public static double TotalVariation(double[] p, double[] initial) => 0.5 * p.Zip(initial, (a, b) => Math.Abs(a - b)).Sum();

    /// <summary>Image diversity D_k = tr Σ_k / tr Σ₀,k.</summary>
    /// <param name="sigma">Σ_k, d×d.</param>
    /// <param name="initialSigma">Σ₀,k, d×d, positive trace.</param>
    /// <returns>≥ 0; 1 at the start.</returns>
    public static double Diversity(double[,] sigma, double[,] initialSigma) =>
        Matrices.Trace(sigma) / Matrices.Trace(initialSigma);

    /// <summary>ln det Σ_k by LU decomposition.</summary>
    /// <param name="sigma">Σ_k, d×d.</param>
    /// <returns>Natural logarithm; negative infinity when a pivot is exactly 0.</returns>
    public static double LogDeterminant(double[,] sigma) => LinearSystems.LogAbsDeterminant(sigma);

    /// <summary>Fidelity error F_k = ‖μ_k − μ₀,k‖² / tr Σ₀,k.</summary>
    /// <param name="mu">μ_k, length d.</param>
    /// <param name="initialMu">μ₀,k, length d.</param>
    /// <param name="initialSigma">Σ₀,k, d×d, positive trace.</param>
    /// <returns>≥ 0; 0 at the start.</returns>
    public static double FidelityError(double[] mu, double[] initialMu, double[,] initialSigma) =>
        Matrices.SquaredDistance(mu, initialMu) / Matrices.Trace(initialSigma);

    /// <summary>Squared Fréchet distance ‖μ−μ₀‖² + tr Σ + tr Σ₀ − 2 tr((Σ₀^½ Σ Σ₀^½)^½).</summary>
    /// <param name="mu">μ, length d.</param>
    /// <param name="sigma">Σ, d×d.</param>
    /// <param name="initialMu">μ₀, length d.</param>
    /// <param name="initialSigma">Σ₀, d×d.</param>
    /// <returns>≥ 0 within rounding.</returns>
    public static double SquaredFrechetDistance(double[] mu, double[,] sigma, double[] initialMu, double[,] initialSigma)
    {
        double[,] root = SymmetricEigen.SquareRoot(initialSigma);
        double[,] product = Matrices.Multiply(Matrices.Multiply(root, sigma), root);
        double cross = Matrices.Trace(SymmetricEigen.SquareRoot(product));
        return Matrices.SquaredDistance(mu, initialMu) + Matrices.Trace(sigma) + Matrices.Trace(initialSigma) - 2 * cross;
    }

    /// <summary>The p-weighted mean of a per-caption value.</summary>
    /// <param name="p">Length K, sums to 1.</param>
    /// <param name="values">Length K.</param>
    /// <returns>Σ p_k v_k.</returns>
    public static double WeightedMean(double[] p, double[] values) => p.Zip(values, (weight, value) => weight * value).Sum();

    /// <summary>The mixture's total variance, split within and between captions.</summary>
    /// <param name="p">Length K, sums to 1.</param>
    /// <param name="mu">K vectors of length d.</param>
    /// <param name="sigma">K matrices d×d.</param>
    /// <returns>Σ p_k tr Σ_k and Σ p_k ‖μ_k − μ̄‖²; their sum is the trace of the mixture's covariance.</returns>
    public static (double Within, double Between) VarianceSplit(double[] p, double[][] mu, double[][,] sigma)
    {
        var centre = new double[mu[0].Length];
        for (int k = 0; k < p.Length; k++)
            for (int i = 0; i < centre.Length; i++)
                centre[i] += p[k] * mu[k][i];
        double within = 0, between = 0;
        for (int k = 0; k < p.Length; k++)
        {
            within += p[k] * Matrices.Trace(sigma[k]);
            between += p[k] * Matrices.SquaredDistance(mu[k], centre);
        }
        return (within, between);
    }

    /// <summary>Reader resolution ρ̂ = (mean over images of ‖q‖² − ‖p‖²)/G.</summary>
    /// <param name="posteriors">N ≥ 1 rows of length K.</param>
    /// <param name="p">The probabilities that generated the images and served as prior, length K.</param>
    /// <returns>Unbiased for ρ, may leave [0, 1]; null where G &lt; 1e-12.</returns>
    public static double? ReaderResolution(double[][] posteriors, double[] p)
    {
        double g = GiniSimpson(p);
        if (g < 1e-12) return null;
        double meanSquare = posteriors.Average(row => row.Sum(value => value * value));
        return (meanSquare - p.Sum(value => value * value)) / g;
    }

    /// <summary>Matthew index: Spearman correlation of p_k with D_k over captions alive.</summary>
    /// <param name="p">Length K, sums to 1.</param>
    /// <param name="diversities">D_k, length K.</param>
    /// <param name="captionsPerGeneration">N ≥ 1.</param>
    /// <returns>In [−1, 1]; null under 3 captions alive or with a constant side.</returns>
    public static double? MatthewIndex(double[] p, double[] diversities, int captionsPerGeneration)
    {
        int[] alive = [.. Enumerable.Range(0, p.Length).Where(k => IsAlive(p[k], captionsPerGeneration))];
        if (alive.Length < 3) return null;
        return Spearman([.. alive.Select(k => p[k])], [.. alive.Select(k => diversities[k])]);
    }

    /// <summary>Spearman's rank correlation with average ranks: Pearson's correlation of the ranks.</summary>
    /// <param name="x">Length n.</param>
    /// <param name="y">Length n.</param>
    /// <returns>In [−1, 1]; null where a side is constant.</returns>
    public static double? Spearman(double[] x, double[] y)
    {
        double[] a = AverageRanks(x), b = AverageRanks(y);
        double meanA = a.Average(), meanB = b.Average();
        double covariance = a.Zip(b, (i, j) => (i - meanA) * (j - meanB)).Sum();
        double squareA = a.Sum(i => (i - meanA) * (i - meanA)), squareB = b.Sum(j => (j - meanB) * (j - meanB));
        return squareA == 0 || squareB == 0 ? null : covariance / Math.Sqrt(squareA * squareB);
    }

    /// <summary>Ranks from 1; equal values all get the mean of the ranks that they occupy.</summary>
    /// <param name="values">Length n.</param>
    /// <returns>Length n, sums to n(n+1)/2.</returns>
    public static double[] AverageRanks(double[] values) =>
        Array.ConvertAll(
            values, value => values.Count(other => other < value) + (values.Count(other => other == value) + 1) / 2.0);

    /// <summary>First generation at which a series is under 5% of its start.</summary>
    /// <param name="series">Values by generation; index 0 is the initial state.</param>
    /// <returns>The generation; null if it never was.</returns>
    public static int? CollapseTime(double[] series)
    {
        int index = Array.FindIndex(series, value => value < 0.05 * series[0]);
        return index < 0 ? null : index;
    }

    private static bool IsAlive(double probability, int captionsPerGeneration) =>
        probability > 1.0 / (2.0 * captionsPerGeneration);
}
