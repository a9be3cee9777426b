namespace CoEvolve.Core;

/// <summary>
/// Mean and variance of ln det Σ' − ln det Σ in one retraining on own images alone, at η = 1, for a Σ of full rank.
/// </summary>
/// <param name="Mean">In nats; never above 0, with either estimator.</param>
/// <param name="Variance">In square nats.</param>
/// <remarks>
/// The scatter of n images is A W Aᵀ with W ~ Wishart(n−1, I), and ln det W is a sum of d independent logarithms of χ²
/// variables with n−1 … n−d degrees of freedom. Source: docs/model.md, section 6, "One-step identities".
/// </remarks>
public readonly record struct LogDeterminantStep(double Mean, double Variance)
{
    /// <summary>Given the number of images.</summary>
    /// <param name="count">n ≥ d + 1: with fewer the covariance becomes singular.</param>
    /// <param name="dimension">d ≥ 1.</param>
    /// <param name="estimator">By what the scatter is divided; it shifts the mean alone.</param>
    /// <returns>Mean Σ_{i=1..d} ψ((n−i)/2) + d ln(2/n), unbiased d ln(2/(n−1)); variance Σ ψ'((n−i)/2).</returns>
    /// <exception cref="ArgumentOutOfRangeException">n or d is out of range.</exception>
    /// <remarks>O(d).</remarks>
    public static LogDeterminantStep Given(int count, int dimension, CovarianceEstimator estimator)
    {
        Preconditions.InRange(dimension, 1, int.MaxValue - 2);
        Preconditions.InRange(count, dimension + 1, int.MaxValue);
        double mean = 0, variance = 0;
        for (int i = 1; i <= dimension; i++)
        {
            mean += PolyGamma.Digamma((count - i) / 2.0);
            variance += PolyGamma.Trigamma((count - i) / 2.0);
        }

        return new LogDeterminantStep(mean + (dimension * LogScale(count, estimator)), variance);
    }

    /// <summary>
    /// For a random number of images, given that ln det stays defined: n &lt; 2, which changes nothing, or n ≥ d + 1.
    /// </summary>
    /// <param name="counts">The law of n.</param>
    /// <param name="dimension">d ≥ 1.</param>
    /// <param name="estimator">By what the scatter is divided.</param>
    /// <returns>Conditional mean and variance, the latter with the spread of the means over n.</returns>
    /// <exception cref="ArgumentException">2 ≤ n ≤ d is certain: Σ becomes singular in the first step.</exception>
    /// <remarks>O(window + d) digammas and O(window·d) additions.</remarks>
    public static LogDeterminantStep Of(BinomialLaw counts, int dimension, CovarianceEstimator estimator)
    {
        ArgumentNullException.ThrowIfNull(counts);
        Preconditions.InRange(dimension, 1, int.MaxValue - 2);
        int first = Math.Max(counts.First, dimension + 1);
        int steps = Math.Max(0, counts.Last - first + 1);
        return Mix(counts, first, steps == 0 ? [] : GivenEach(first, steps, dimension, estimator));
    }

    /// <summary>Mean and variance over the counts that leave ln det defined: 0, 1, and those from <paramref name="first"/> on.</summary>
    /// <param name="counts">The law of n.</param>
    /// <param name="first">The first count that <paramref name="given"/> describes, at least d + 1.</param>
    /// <param name="given">The step given each count from <paramref name="first"/> to the law's last.</param>
    internal static LogDeterminantStep Mix(BinomialLaw counts, int first, ReadOnlySpan<LogDeterminantStep> given)
    {
        double still = counts[0] + counts[1], weight = still, mean = 0;
        for (int i = 0; i < given.Length; i++)
        {
            weight += counts[first + i];
            mean += counts[first + i] * given[i].Mean;
        }

        if (weight <= 0)
            throw new ArgumentException(FormattableString.Invariant($"A caption written {counts.First} to {counts.Last} times a generation always leaves a singular covariance; allowed are counts of 0, 1, or d + 1 and more."), nameof(counts));
        mean /= weight;
        double variance = still * mean * mean;
        for (int i = 0; i < given.Length; i++)
        {
            double apart = given[i].Mean - mean;
            variance += counts[first + i] * (given[i].Variance + (apart * apart));
        }

        return new LogDeterminantStep(mean, variance / weight);
    }

    // For n = first … first + steps − 1: ψ and ψ' of each half-integer are computed once and then summed d at a time.
    internal static LogDeterminantStep[] GivenEach(int first, int steps, int dimension, CovarianceEstimator estimator)
    {
        int least = first - dimension;
        var digamma = new double[steps + dimension - 1];
        var trigamma = new double[steps + dimension - 1];
        for (int i = 0; i < digamma.Length; i++)
        {
            digamma[i] = PolyGamma.Digamma((least + i) / 2.0);
            trigamma[i] = PolyGamma.Trigamma((least + i) / 2.0);
        }

        var result = new LogDeterminantStep[steps];
        for (int i = 0; i < steps; i++)
        {
            double mean = 0, variance = 0;
            for (int j = i; j < i + dimension; j++)
            {
                mean += digamma[j];
                variance += trigamma[j];
            }

            result[i] = new LogDeterminantStep(mean + (dimension * LogScale(first + i, estimator)), variance);
        }

        return result;
    }

    private static double LogScale(int count, CovarianceEstimator estimator) =>
        Math.Log(2.0 / (estimator == CovarianceEstimator.Unbiased ? count - 1 : count));
}
