namespace CoEvolve.Core;

/// <summary>The law of n ~ Binomial(N, p): how often one caption stands among N that a text model writes. Immutable, thread-safe.</summary>
/// <remarks>
/// Keeps the probabilities in a window around the most probable count and takes the rest as 0. The window's half-width is
/// t = L/3 + √(L²/9 + 2Lv) with v = Np(1−p) and L = 48, rounded up: by Bernstein's inequality each tail beyond it weighs
/// under e⁻⁴⁸ = 1.5e-21. It never ends less than 32 counts from the most probable one, so rare counts of a rare caption keep
/// their relative precision. O(√v + 32) multiplications and divisions, and no exponentials.
/// </remarks>
public sealed class BinomialLaw
{
    // L, in nats, of Bernstein's inequality.
    private const double TailExponent = 48;

    private readonly double[] _probabilities;

    /// <summary>Computes the window, outwards from the most probable count, by the ratio of neighbouring probabilities.</summary>
    /// <param name="trials">N ≥ 0.</param>
    /// <param name="probability">p in [0, 1]; 0 and 1 give the point masses at 0 and N.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public BinomialLaw(int trials, double probability)
    {
        Trials = Preconditions.InRange(trials, 0, int.MaxValue - 1);
        Probability = Preconditions.InRange(probability, 0, 1);
        int mode = probability == 1 ? trials : (int)Math.Min(trials, Math.Floor((trials + 1.0) * probability));
        double variance = trials * probability * (1 - probability);
        double reach = variance == 0 ? 0 : Math.Ceiling((TailExponent / 3) + Math.Sqrt((TailExponent * TailExponent / 9) + (2 * TailExponent * variance))) + 1;
        First = (int)Math.Max(0, mode - reach);
        Last = (int)Math.Min(trials, mode + reach);
        _probabilities = new double[Last - First + 1];
        FillAround(mode);
        Normalise();
    }

    /// <summary>N.</summary>
    public int Trials { get; }

    /// <summary>p.</summary>
    public double Probability { get; }

    /// <summary>The least count of the window.</summary>
    public int First { get; }

    /// <summary>The greatest count of the window.</summary>
    public int Last { get; }

    /// <summary>P(n = <paramref name="count"/>); 0 outside the window, for any integer.</summary>
    public double this[int count] => count < First || count > Last ? 0 : _probabilities[count - First];

    /// <summary>The probabilities of the counts <see cref="First"/> to <see cref="Last"/>; they sum to 1 within rounding.</summary>
    internal ReadOnlySpan<double> Window => _probabilities;

    /// <summary>E[f(n)].</summary>
    /// <param name="function">f, called once for each count of the window, in rising order.</param>
    /// <returns>The expectation; its relative error is a few 1e-13 at N = 1e8, less below, for an f that does not change sign.</returns>
    public double Expect(Func<int, double> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        double sum = 0;
        for (int i = 0; i < _probabilities.Length; i++)
            sum += _probabilities[i] * function(First + i);
        return sum;
    }

    // Relative to the mode, whose value is 1: no term overflows, and only those that are far too small underflow.
    private void FillAround(int mode)
    {
        double odds = Probability / (1 - Probability), value = 1;
        _probabilities[mode - First] = 1;
        for (int n = mode + 1; n <= Last; n++)
        {
            value *= (Trials - n + 1.0) * odds / n;
            _probabilities[n - First] = value;
        }

        value = 1;
        odds = (1 - Probability) / Probability;
        for (int n = mode - 1; n >= First; n--)
        {
            value *= (n + 1.0) * odds / (Trials - n);
            _probabilities[n - First] = value;
        }
    }

    private void Normalise()
    {
        double sum = 0;
        foreach (double value in _probabilities)
            sum += value;
        for (int i = 0; i < _probabilities.Length; i++)
            _probabilities[i] /= sum;
    }
}
