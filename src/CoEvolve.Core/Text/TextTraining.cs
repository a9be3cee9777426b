namespace CoEvolve.Core;

/// <summary>Re-estimates a text model from what it read and from a corpus (docs/model.md, "Text model retrains").</summary>
public static class TextTraining
{
    /// <summary>p' ∝ (1−η)p + η (Σq + m)/(N + M).</summary>
    /// <param name="current">p, length K, probabilities.</param>
    /// <param name="readTotals">Σ over the N images of q_k, length K, each ≥ 0; their sum is N up to rounding.</param>
    /// <param name="images">N ≥ 1, the number of images read.</param>
    /// <param name="corpusCounts">m, length K, each ≥ 0; their sum is M.</param>
    /// <param name="learningRate">η in (0, 1].</param>
    /// <param name="next">Length K; overwritten; sum 1 within 1e-12.</param>
    /// <remarks>O(K). Draws no random numbers.</remarks>
    public static void Train(ReadOnlySpan<double> current, ReadOnlySpan<double> readTotals, int images, ReadOnlySpan<int> corpusCounts, double learningRate, Span<double> next)
    {
        Preconditions.LearningRate(learningRate);
        long corpus = 0;
        foreach (int count in corpusCounts)
            corpus += count;
        double step = learningRate / (images + corpus);
        double sum = 0;
        for (int k = 0; k < next.Length; k++)
        {
            next[k] = Math.FusedMultiplyAdd(1 - learningRate, current[k], step * (readTotals[k] + corpusCounts[k]));
            sum += next[k];
        }

        double scale = 1 / sum;
        for (int k = 0; k < next.Length; k++)
            next[k] *= scale;
    }
}
