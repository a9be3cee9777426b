namespace CoEvolve.Reference;

/// <summary>Distribution functions that tests turn statistics into p-values with.</summary>
public static class Distributions
{
    /// <summary>Standard normal distribution function Φ(x).</summary>
    /// <param name="x">Any number.</param>
    /// <returns>In [0, 1]; both tails keep their relative digits.</returns>
    public static double NormalCdf(double x)
    {
        // erfc(|x|/√2) = Q(½, x²/2).
        double bothTails = SpecialFunctions.UpperIncompleteGamma(0.5, x * x / 2);
        return x <= 0 ? bothTails / 2 : 1 - bothTails / 2;
    }

    /// <summary>Standard normal quantile Φ⁻¹(p).</summary>
    /// <param name="p">In (0, 1).</param>
    /// <returns>x with Φ(x) = p.</returns>
    /// <remarks>Bisection on Φ: slow, and right to the last digits.</remarks>
    public static double NormalQuantile(double p)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(p);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(p, 1);
        // 1 − p is exact for p ≥ ½; the lower tail is where Φ has its digits.
        if (p > 0.5) return -NormalQuantile(1 - p);
        double low = -40, high = 0;
        for (int i = 0; i < 200; i++)
        {
            double middle = (low + high) / 2;
            if (NormalCdf(middle) < p) low = middle;
            else high = middle;
        }
        return (low + high) / 2;
    }

    /// <summary>P(χ² ≥ statistic).</summary>
    /// <param name="statistic">≥ 0.</param>
    /// <param name="degreesOfFreedom">&gt; 0.</param>
    /// <returns>In [0, 1].</returns>
    public static double ChiSquareTail(double statistic, double degreesOfFreedom) =>
        SpecialFunctions.UpperIncompleteGamma(degreesOfFreedom / 2, statistic / 2);

    /// <summary>P(|T| ≥ |statistic|) for Student's t.</summary>
    /// <param name="statistic">Any number.</param>
    /// <param name="degreesOfFreedom">&gt; 0.</param>
    /// <returns>In [0, 1].</returns>
    public static double StudentTwoSidedTail(double statistic, double degreesOfFreedom) =>
        SpecialFunctions.IncompleteBeta(
            degreesOfFreedom / 2, 0.5, degreesOfFreedom / (degreesOfFreedom + statistic * statistic));

    /// <summary>Kolmogorov's limit law: P(√n·D ≥ x) as n → ∞.</summary>
    /// <param name="x">≥ 0.</param>
    /// <returns>In [0, 1].</returns>
    public static double KolmogorovTail(double x)
    {
        if (x <= 0) return 1;
        double sum = 0;
        if (x < 1)
        {
            // The dual series (Jacobi's theta transformation) converges fast where the alternating one does not.
            for (int j = 1; j < 100; j += 2) sum += Math.Exp(-j * j * Math.PI * Math.PI / (8 * x * x));
            return 1 - Math.Sqrt(2 * Math.PI) / x * sum;
        }
        for (int j = 1; j < 100; j++) sum += (j % 2 == 1 ? 2 : -2) * Math.Exp(-2.0 * j * j * x * x);
        return sum;
    }
}
