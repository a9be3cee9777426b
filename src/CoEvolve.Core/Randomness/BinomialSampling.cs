namespace CoEvolve.Core;

/// <summary>Draws from Binomial(n, p) in a time that does not depend on n.</summary>
/// <remarks>
/// With np &lt; 10 by inversion: counts from 0 upwards until the uniform is used up. Otherwise by transformed rejection (BTRS of
/// Hörmann, "The generation of binomial random variates", 1993), about 1.15 candidates a draw, held against the exact ratio
/// of probabilities as Loader has it ("Fast and accurate computation of binomial probabilities", 2000): by deviances and
/// Stirling remainders, in which nothing cancels however large n is. A p over ½ draws what is missing from n.
/// </remarks>
internal static class BinomialSampling
{
    private const double LeastMean = 10;

    // P(X > 110) is under 1e-60 for a mean under 10: a uniform that lasts longer is what rounding left over.
    private const int MostByInversion = 110;
    private const int Numbers = 2 * RandomStream.Lanes;
    private const double HalfLogTwoPi = 0.9189385332046727;

    // ln n! − ((n + ½) ln n − n + ½ ln 2π) for n from 1 to 15.
    private static readonly double[] SmallRemainders =
    [
        0, 0.08106146679532726, 0.04134069595540929, 0.02767792568499834, 0.02079067210376509, 0.01664469118982119,
        0.01387612882307075, 0.01189670994589177, 0.01041126526197209, 0.009255462182712733, 0.008330563433362871,
        0.007573675487951841, 0.00694284010720953, 0.006408994188004207, 0.005951370112758848, 0.005554733551962801,
    ];

    /// <summary>Draws one count.</summary>
    /// <param name="stream">A stream for this draw alone.</param>
    /// <param name="trials">n ≥ 0.</param>
    /// <param name="probability">p in [0, 1].</param>
    public static int Draw(RandomStream stream, int trials, double probability)
    {
        if (probability > 0.5)
            return trials - Draw(stream, trials, 1 - probability);
        if (!(probability > 0) || trials == 0)
            return 0;
        return trials * probability < LeastMean ? Invert(stream, trials, probability) : Reject(stream, trials, probability);
    }

    private static int Invert(RandomStream stream, int n, double p)
    {
        double odds = p / (1 - p), none = StableMath.Exp(n * LogOneMinus(p));
        Span<double> uniforms = stackalloc double[Numbers];
        for (long used = 0; ; used++)
        {
            if (used % Numbers == 0)
                stream.FillUniforms(uniforms, used);
            double left = uniforms[(int)(used % Numbers)], chance = none;
            int last = Math.Min(n, MostByInversion);
            for (int x = 0; x <= last; x++)
            {
                if (left < chance)
                    return x;
                left -= chance;
                chance *= (n - x) * odds / (x + 1);
            }
        }
    }

    private static int Reject(RandomStream stream, int n, double p)
    {
        var hat = new BinomialHat(n, p);
        double atMode = double.NaN;
        Span<double> uniforms = stackalloc double[Numbers];
        for (long used = 0; ; used += 2)
        {
            if (used % Numbers == 0)
                stream.FillUniforms(uniforms, used);
            double u = uniforms[(int)(used % Numbers)] - 0.5, v = uniforms[(int)(used % Numbers) + 1];
            double edge = 0.5 - Math.Abs(u);
            double k = hat.Count(u, edge);
            if (edge >= BinomialHat.SureEdge && v <= hat.Sure)
                return (int)k;
            if (k < 0 || k > n)
                continue;
            if (double.IsNaN(atMode))
                atMode = LogProbability(Math.Floor((n + 1.0) * p), n, p);
            if (StableMath.Log(v * hat.Height(edge)) <= LogProbability(k, n, p) - atMode)
                return (int)k;
        }
    }

    /// <summary>ln P(X = k), but for a constant that is the same for all k.</summary>
    internal static double LogProbability(double k, double n, double p)
    {
        if (k > 0 && k < n)
            return (-0.5 * StableMath.Log(k * (n - k))) - (Remainder(k) + Remainder(n - k)) - (Deviance(k, n * p) + Deviance(n - k, n * (1 - p)));
        double power = k == 0 ? n * LogOneMinus(p) : n * StableMath.Log(p);
        return power + HalfLogTwoPi - (0.5 * StableMath.Log(n)) - Remainder(n);
    }

    // Stirling's formula falls short of ln n! by this.
    private static double Remainder(double n)
    {
        if (n < SmallRemainders.Length)
            return SmallRemainders[(int)n];
        double inverse = 1 / n, square = inverse * inverse;
        double sum = Math.FusedMultiplyAdd(square, 1.0 / 1188, -1.0 / 1680);
        sum = Math.FusedMultiplyAdd(square, sum, 1.0 / 1260);
        sum = Math.FusedMultiplyAdd(square, sum, -1.0 / 360);
        return inverse * Math.FusedMultiplyAdd(square, sum, 1.0 / 12);
    }

    // x ln(x/m) + m − x, by a series where the two are near, so that nothing cancels.
    private static double Deviance(double x, double m)
    {
        double gap = x - m;
        if (Math.Abs(gap) >= 0.1 * (x + m))
            return Math.FusedMultiplyAdd(x, StableMath.Log(x / m), m - x);
        double v = gap / (x + m), square = v * v, sum = gap * v, term = 2 * x * v;
        for (int j = 3; ; j += 2)
        {
            term *= square;
            double next = sum + (term / j);
            if (next == sum)
                return sum;
            sum = next;
        }
    }

    // ln(1 − p), with full relative precision also where p is small.
    private static double LogOneMinus(double p)
    {
        if (p > 0.15)
            return StableMath.Log(1 - p);
        double s = p / (2 - p), z = s * s;
        double sum = 2.0 / 17;
        for (int i = 15; i >= 3; i -= 2)
            sum = Math.FusedMultiplyAdd(sum, z, 2.0 / i);
        return -Math.FusedMultiplyAdd(s * z, sum, 2 * s);
    }
}
