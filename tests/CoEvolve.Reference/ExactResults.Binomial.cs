namespace CoEvolve.Reference;

/// <summary>The closed forms and exact recursions of docs/model.md, section 6, in the letters of that document.</summary>
/// <remarks>Split by subject: expectations over the caption count, text, corpus, images, user content, design.</remarks>
public static partial class ExactResults
{
    /// <summary>Probabilities of Binomial(N, p), by a recurrence in log space.</summary>
    /// <param name="trials">N ≥ 0.</param>
    /// <param name="probability">p in [0, 1].</param>
    /// <returns>Length N+1; sums to 1 within rounding.</returns>
    /// <remarks>p = 1 puts all mass on n = N: every expectation below then holds for a fixed count.</remarks>
    public static double[] BinomialProbabilities(int trials, double probability)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trials);
        ArgumentOutOfRangeException.ThrowIfNegative(probability);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probability, 1);
        var result = new double[trials + 1];
        if (probability is 0 or 1)
        {
            result[probability == 0 ? 0 : trials] = 1;
            return result;
        }
        double logOdds = Math.Log(probability) - Math.Log(1 - probability);
        double logValue = trials * Math.Log(1 - probability);
        for (int n = 0; n <= trials; n++)
        {
            result[n] = Math.Exp(logValue);
            if (n < trials) logValue += Math.Log((double)(trials - n) / (n + 1)) + logOdds;
        }
        return result;
    }

    /// <summary>E[f(n)] for n ~ Binomial(N, p).</summary>
    /// <param name="trials">N ≥ 0.</param>
    /// <param name="probability">p in [0, 1].</param>
    /// <param name="function">f, finite on 0 … N.</param>
    /// <returns>The expectation. O(N).</returns>
    public static double BinomialExpectation(int trials, double probability, Func<int, double> function)
    {
        double[] weights = BinomialProbabilities(trials, probability);
        double sum = 0;
        for (int n = 0; n <= trials; n++) sum += weights[n] * function(n);
        return sum;
    }
}
