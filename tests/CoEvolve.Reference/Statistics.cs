namespace CoEvolve.Reference;

/// <summary>Sample statistics and tests for comparing simulations with closed forms and with each other.</summary>
public static class Statistics
{
    /// <summary>Arithmetic mean.</summary>
    /// <param name="values">At least one value.</param>
    /// <returns>The mean.</returns>
    public static double Mean(double[] values) => values.Average();

    /// <summary>Unbiased sample variance, by two passes.</summary>
    /// <param name="values">At least two values.</param>
    /// <returns>≥ 0.</returns>
    public static double Variance(double[] values)
    {
        double mean = Mean(values);
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
    }

    /// <summary>z of a sample mean against an expected value.</summary>
    /// <param name="values">Independent values, at least two, one a replicate.</param>
    /// <param name="expected">The expectation under test.</param>
    /// <returns>(mean − expected)/√(variance/n); 0 when every value equals the expectation.</returns>
    public static double MeanZ(double[] values, double expected)
    {
        double difference = Mean(values) - expected;
        return difference == 0 ? 0 : difference / Math.Sqrt(Variance(values) / values.Length);
    }

    /// <summary>z of residuals that are martingale differences, summed within each replicate first.</summary>
    /// <param name="residuals">One array a replicate, at least two; lengths may differ.</param>
    /// <returns>z of the mean sum against 0.</returns>
    /// <remarks>Source: docs/model.md, section 6, one-step identities.</remarks>
    public static double SummedResidualZ(double[][] residuals) => MeanZ(Array.ConvertAll(residuals, row => row.Sum()), 0);

    /// <summary>z of the difference of two independent means, each with its own variance.</summary>
    /// <param name="x">At least two values.</param>
    /// <param name="y">At least two values.</param>
    /// <returns>(mean x − mean y)/√(var x/n + var y/m).</returns>
    public static double TwoSampleZ(double[] x, double[] y) =>
        (Mean(x) - Mean(y)) / Math.Sqrt(Variance(x) / x.Length + Variance(y) / y.Length);

    /// <summary>Welch's test for equal means.</summary>
    /// <param name="x">At least two values.</param>
    /// <param name="y">At least two values.</param>
    /// <returns>Statistic, Welch–Satterthwaite degrees of freedom and two-sided p-value.</returns>
    public static (double Statistic, double DegreesOfFreedom, double PValue) Welch(double[] x, double[] y)
    {
        double a = Variance(x) / x.Length, b = Variance(y) / y.Length;
        double statistic = TwoSampleZ(x, y);
        double degrees = (a + b) * (a + b) / (a * a / (x.Length - 1) + b * b / (y.Length - 1));
        return (statistic, degrees, Distributions.StudentTwoSidedTail(statistic, degrees));
    }

    /// <summary>Two-sample Kolmogorov–Smirnov test.</summary>
    /// <param name="x">n ≥ 1 values.</param>
    /// <param name="y">m ≥ 1 values.</param>
    /// <returns>D = sup|F_x − F_y| and the asymptotic p-value at √(nm/(n+m))·D; ties make it conservative.</returns>
    public static (double Statistic, double PValue) KolmogorovSmirnov(double[] x, double[] y)
    {
        double largest = 0;
        double[] a = [.. x.Order()], b = [.. y.Order()];
        int i = 0, j = 0;
        while (i < a.Length && j < b.Length)
        {
            double value = Math.Min(a[i], b[j]);
            while (i < a.Length && a[i] <= value) i++;
            while (j < b.Length && b[j] <= value) j++;
            largest = Math.Max(largest, Math.Abs((double)i / a.Length - (double)j / b.Length));
        }
        double effective = (double)a.Length * b.Length / (a.Length + b.Length);
        return (largest, Distributions.KolmogorovTail(Math.Sqrt(effective) * largest));
    }

    /// <summary>Pearson's chi-square test of counts against probabilities.</summary>
    /// <param name="counts">Observed counts by cell.</param>
    /// <param name="probabilities">Expected probabilities by cell, each positive, sum 1.</param>
    /// <returns>Statistic, degrees of freedom (cells − 1) and p-value.</returns>
    public static (double Statistic, int DegreesOfFreedom, double PValue) ChiSquareGoodnessOfFit(
        int[] counts, double[] probabilities)
    {
        double total = counts.Sum(), statistic = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            double expected = total * probabilities[i];
            statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
        }
        return (statistic, counts.Length - 1, Distributions.ChiSquareTail(statistic, counts.Length - 1));
    }
}
