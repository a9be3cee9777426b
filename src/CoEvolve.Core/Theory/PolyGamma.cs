namespace CoEvolve.Core;

/// <summary>The first two derivatives of ln Γ, for arguments above 0.</summary>
/// <remarks>
/// By their asymptotic series in 1/x², above 15, where its first neglected term is under 1e-18; below, by the recurrences
/// ψ(x) = ψ(x+1) − 1/x and ψ'(x) = ψ'(x+1) + 1/x². Source: Abramowitz and Stegun, 6.3.18 and 6.4.12.
/// </remarks>
public static class PolyGamma
{
    // Bernoulli numbers B₂, B₄, … B₁₆.
    private static ReadOnlySpan<double> Bernoulli =>
        [1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6, -3617.0 / 510];

    private const double SeriesFrom = 15;

    /// <summary>ψ(x) = d ln Γ(x) / dx.</summary>
    /// <param name="x">Finite, above 0.</param>
    /// <returns>The digamma function, to 1e-13 relative; near its root at 1.4616… to 1e-14 absolute.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="x"/> is not above 0, or not finite.</exception>
    public static double Digamma(double x)
    {
        Check(x);
        double shift = 0;
        for (; x < SeriesFrom; x++)
            shift += 1 / x;
        double inverseSquare = 1 / (x * x), series = 0;
        for (int i = Bernoulli.Length; i >= 1; i--)
            series = (series + (Bernoulli[i - 1] / (2 * i))) * inverseSquare;
        return Math.Log(x) - (0.5 / x) - series - shift;
    }

    /// <summary>ψ'(x).</summary>
    /// <param name="x">Finite, above 0.</param>
    /// <returns>The trigamma function, above 0, to 1e-13 relative; infinite where 1/x² is.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="x"/> is not above 0, or not finite.</exception>
    public static double Trigamma(double x)
    {
        Check(x);
        double shift = 0;
        for (; x < SeriesFrom; x++)
            shift += 1 / (x * x);
        double inverseSquare = 1 / (x * x), series = 0;
        for (int i = Bernoulli.Length; i >= 1; i--)
            series = (series + Bernoulli[i - 1]) * inverseSquare;
        return ((1 + (0.5 / x) + series) / x) + shift;
    }

    private static void Check(double x)
    {
        if (!(x > 0) || !double.IsFinite(x))
            throw new ArgumentOutOfRangeException(nameof(x), x, "Allowed is any finite number above 0.");
    }
}
