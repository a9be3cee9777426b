namespace CoEvolve.Reference;

/// <summary>Special functions of the closed forms, to about 1e-13.</summary>
public static class SpecialFunctions
{
    // Bernoulli numbers B₂, B₄, … B₁₆: with the recurrence up to 15, the first neglected term is under 1e-18.
    private static readonly double[] Bernoulli =
        [1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6, -3617.0 / 510];

    private const double AsymptoticFrom = 15;

    /// <summary>ln Γ(x): Stirling's series after the recurrence Γ(x) = Γ(x+1)/x.</summary>
    /// <param name="x">&gt; 0.</param>
    /// <returns>Natural logarithm of the gamma function.</returns>
    public static double LogGamma(double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(x);
        double shift = 0;
        for (; x < AsymptoticFrom; x++) shift += Math.Log(x);
        double sum = (x - 0.5) * Math.Log(x) - x + 0.5 * Math.Log(2 * Math.PI);
        for (int i = 0; i < Bernoulli.Length; i++)
        {
            double order = 2 * (i + 1);
            sum += Bernoulli[i] / (order * (order - 1) * Math.Pow(x, order - 1));
        }
        return sum - shift;
    }

    /// <summary>ψ(x) = d ln Γ(x)/dx: the asymptotic series after ψ(x) = ψ(x+1) − 1/x.</summary>
    /// <param name="x">&gt; 0.</param>
    /// <returns>The digamma function.</returns>
    public static double Digamma(double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(x);
        double shift = 0;
        for (; x < AsymptoticFrom; x++) shift += 1 / x;
        double sum = Math.Log(x) - 1 / (2 * x);
        for (int i = 0; i < Bernoulli.Length; i++)
        {
            double order = 2 * (i + 1);
            sum -= Bernoulli[i] / (order * Math.Pow(x, order));
        }
        return sum - shift;
    }

    /// <summary>ψ'(x): the asymptotic series after ψ'(x) = ψ'(x+1) + 1/x².</summary>
    /// <param name="x">&gt; 0.</param>
    /// <returns>The trigamma function.</returns>
    public static double Trigamma(double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(x);
        double shift = 0;
        for (; x < AsymptoticFrom; x++) shift += 1 / (x * x);
        double sum = 1 / x + 1 / (2 * x * x);
        for (int i = 0; i < Bernoulli.Length; i++) sum += Bernoulli[i] / Math.Pow(x, 2 * (i + 1) + 1);
        return sum + shift;
    }

    /// <summary>Regularised upper incomplete gamma function Q(a, x) = Γ(a, x)/Γ(a).</summary>
    /// <param name="a">&gt; 0.</param>
    /// <param name="x">≥ 0.</param>
    /// <returns>In [0, 1].</returns>
    public static double UpperIncompleteGamma(double a, double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(a);
        ArgumentOutOfRangeException.ThrowIfNegative(x);
        if (x == 0) return 1;
        double scale = Math.Exp(a * Math.Log(x) - x - LogGamma(a));
        // The power series converges fast below a + 1, the continued fraction above; each keeps the smaller tail's digits.
        return x < a + 1 ? 1 - scale * LowerSeries(a, x) : scale * UpperFraction(a, x);
    }

    /// <summary>Regularised incomplete beta function I_x(a, b).</summary>
    /// <param name="a">&gt; 0.</param>
    /// <param name="b">&gt; 0.</param>
    /// <param name="x">In [0, 1].</param>
    /// <returns>In [0, 1].</returns>
    public static double IncompleteBeta(double a, double b, double x)
    {
        if (x <= 0) return 0;
        if (x >= 1) return 1;
        // The continued fraction converges fast on the left of the mean; the other side by symmetry.
        if (x > (a + 1) / (a + b + 2)) return 1 - IncompleteBeta(b, a, 1 - x);
        double logScale = a * Math.Log(x) + b * Math.Log(1 - x) + LogGamma(a + b) - LogGamma(a) - LogGamma(b);
        return Math.Exp(logScale) / a * BetaFraction(a, b, x);
    }

    private static double LowerSeries(double a, double x)
    {
        double term = 1 / a, sum = term;
        for (int n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
        {
            term *= x / (a + n);
            sum += term;
        }
        return sum;
    }

    // 1/(x+1−a − 1(1−a)/(x+3−a − 2(2−a)/(x+5−a − …))), evaluated from the front by Lentz's method.
    private static double UpperFraction(double a, double x)
    {
        double b = x + 1 - a, c = 1e300, d = 1 / b, value = d;
        for (int i = 1; i < 100_000; i++)
        {
            double numerator = -i * (i - a);
            b += 2;
            d = 1 / (numerator * d + b);
            c = b + numerator / c;
            value *= d * c;
            if (Math.Abs(d * c - 1) < 1e-16) break;
        }
        return value;
    }

    private static double BetaFraction(double a, double b, double x)
    {
        double c = 1, d = 1 / (1 - (a + b) * x / (a + 1)), value = d;
        for (int m = 1; m < 100_000; m++)
        {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / (1 + even * d);
            c = 1 + even / c;
            value *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / (1 + odd * d);
            c = 1 + odd / c;
            value *= d * c;
            if (Math.Abs(d * c - 1) < 1e-16) break;
        }
        return value;
    }
}
