namespace CoEvolve.Reference;

/// <summary>The text model's retraining.</summary>
/// <remarks>Source: docs/model.md, section 2, step 4. Draws no random numbers.</remarks>
public static class ReferenceTextRetraining
{
    /// <summary>The soft reader's estimate: the mean posterior over images.</summary>
    /// <param name="posteriors">N ≥ 1 rows of length K, each sums to 1.</param>
    /// <returns>p̂, length K.</returns>
    public static double[] SoftEstimate(double[][] posteriors)
    {
        var result = new double[posteriors[0].Length];
        foreach (double[] row in posteriors)
            for (int k = 0; k < result.Length; k++)
                result[k] += row[k];
        return Array.ConvertAll(result, sum => sum / posteriors.Length);
    }

    /// <summary>The shares of counted captions: the sampled reader's estimate, and the perfect reader's.</summary>
    /// <param name="counts">Length K, each ≥ 0, at least one positive.</param>
    /// <returns>p̂, length K.</returns>
    public static double[] CountEstimate(int[] counts)
    {
        double total = counts.Sum();
        return Array.ConvertAll(counts, count => count / total);
    }

    /// <summary>p' = (1−η)p + η(N p̂ + m)/(N + M), renormalised.</summary>
    /// <param name="p">Old probabilities, length K.</param>
    /// <param name="estimate">p̂ from the reader, length K, sums to 1.</param>
    /// <param name="imageCount">N ≥ 1, the images behind the estimate.</param>
    /// <param name="corpusCounts">m, length K, each ≥ 0; their sum is M (all 0 without a corpus).</param>
    /// <param name="learningRate">η in (0, 1].</param>
    /// <returns>p', length K; sum 1 within rounding.</returns>
    public static double[] Retrain(double[] p, double[] estimate, int imageCount, int[] corpusCounts, double learningRate)
    {
        double total = imageCount + corpusCounts.Sum();
        var result = new double[p.Length];
        for (int k = 0; k < p.Length; k++)
        {
            double target = (imageCount * estimate[k] + corpusCounts[k]) / total;
            result[k] = (1 - learningRate) * p[k] + learningRate * target;
        }
        double sum = result.Sum();
        return Array.ConvertAll(result, value => value / sum);
    }
}
