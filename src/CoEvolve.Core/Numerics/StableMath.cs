using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>
/// Elementary functions whose bits are the same on every machine. The ones in <see cref="Math"/> are the C library's and
/// differ between systems; these use nothing but IEEE additions, multiplications, divisions and fused multiply-adds.
/// </summary>
/// <remarks>
/// Each function exists for one double and for a vector of eight; both do the same operations in the same order, so an
/// element's result never depends on where in an array it stood, nor on whether the processor has vectors of eight: where
/// it has none, the runtime does the same with narrower ones. Accuracy: within 2 units in the last place.
/// </remarks>
public static class StableMath
{
    /// <summary>Below it <see cref="Exp(double)"/> is exactly 0: its value would leave the range of normal numbers.</summary>
    public const double ExpFloor = -708.0;

    /// <summary>2⁻¹⁰²²: smaller numbers but 0 have lost digits.</summary>
    public const double SmallestNormal = 2.2250738585072014e-308;

    private const double ExpCeiling = 709.0;
    private const double Log2E = 1.4426950408889634;

    // ln 2 in two parts; the high one has its last 21 bits clear, so that n·high is exact for every |n| below 2^20.
    private const double Ln2High = 0.693147180369123816490;
    private const double Ln2Low = 1.90821492927058770002e-10;

    // Adding it rounds a double of size under 2^51 to the nearest integer, which then stands in the low bits.
    private const double RoundingShift = 6755399441055744.0; // 1.5 · 2^52

    private const long ExponentBias = 1023;
    private const long SqrtHalfBits = 0x3FE6A09E667F3BCD;
    private const double TwoTo52 = 4503599627370496.0;

    /// <summary>e^x; 0 below <see cref="ExpFloor"/>, +∞ above 709, NaN for NaN.</summary>
    public static double Exp(double x)
    {
        if (x < ExpFloor)
            return 0;
        if (x > ExpCeiling)
            return double.PositiveInfinity;
        if (double.IsNaN(x))
            return x;
        double shifted = Math.FusedMultiplyAdd(x, Log2E, RoundingShift);
        double n = shifted - RoundingShift;
        double r = Math.FusedMultiplyAdd(n, -Ln2Low, Math.FusedMultiplyAdd(n, -Ln2High, x));
        double sum = ExpSeries[0];
        for (int i = 1; i < ExpSeries.Length; i++)
            sum = Math.FusedMultiplyAdd(sum, r, ExpSeries[i]);
        long exponent = (BitConverter.DoubleToInt64Bits(shifted) + ExponentBias) << 52;
        return sum * BitConverter.Int64BitsToDouble(exponent);
    }

    /// <summary>e^x for eight values, each bit for bit <see cref="Exp(double)"/> of it. Values must not exceed 709 or be NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exp(Vector512<double> x)
    {
        Vector512<double> shift = Vector512.Create(RoundingShift);
        Vector512<double> shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(Log2E), shift);
        Vector512<double> n = shifted - shift;
        Vector512<double> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2High), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2Low), r);
        Vector512<double> sum = Vector512.Create(2.500001743608508e-8);
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(2.763024125999839e-7));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(2.7557586464408998e-6));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(2.4801493118371442e-5));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.984126950653971e-4));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.3888888943612337e-3));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(8.333333333494449e-3));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(0.04166666666653022));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(0.16666666666666413));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(0.5000000000000011));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0));
        Vector512<long> exponent = Vector512.ShiftLeft(shifted.AsInt64() + Vector512.Create(ExponentBias), 52);
        Vector512<double> inRange = Vector512.GreaterThanOrEqual(x, Vector512.Create(ExpFloor));
        return Vector512.ConditionalSelect(inRange, sum * exponent.AsDouble(), Vector512<double>.Zero);
    }

    /// <summary>ln x; −∞ for 0, NaN for negative values and NaN. Subnormal values are exact inputs as any other.</summary>
    public static double Log(double x)
    {
        if (!(x > 0))
            return x == 0 ? double.NegativeInfinity : double.NaN;
        if (double.IsPositiveInfinity(x))
            return x;
        return x < SmallestNormal ? LogNormal(x * 18014398509481984.0, 54) : LogNormal(x, 0); // 2^54
    }

    /// <summary>ln x for eight positive normal values, each bit for bit <see cref="Log(double)"/> of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log(Vector512<double> x)
    {
        Vector512<long> bits = x.AsInt64();
        Vector512<long> biased = Vector512.ShiftRightLogical(bits - Vector512.Create(SqrtHalfBits - (ExponentBias << 52)), 52);
        Vector512<double> m = (bits - Vector512.ShiftLeft(biased - Vector512.Create(ExponentBias), 52)).AsDouble();

        // An integer below 2^52 becomes a double by writing it under the exponent of 2^52 and subtracting that again.
        Vector512<double> e = (biased | Vector512.Create(TwoTo52).AsInt64()).AsDouble() - Vector512.Create(TwoTo52 + ExponentBias);
        Vector512<double> s = (m - Vector512<double>.One) / (m + Vector512<double>.One);
        Vector512<double> z = s * s;
        Vector512<double> sum = Vector512.Create(0.14796132816521387);
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(0.15314032782092238));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(0.18183565001721683));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(0.222221985604897));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(0.28571428742509425));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(0.3999999999941413));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(0.6666666666666734));
        Vector512<double> small = Vector512.FusedMultiplyAdd(e, Vector512.Create(Ln2Low), s * z * sum);
        Vector512<double> fraction = Vector512.FusedMultiplyAdd(s, Vector512.Create(2.0), small);
        return Vector512.FusedMultiplyAdd(e, Vector512.Create(Ln2High), fraction);
    }

    /// <summary>Sine and cosine of an angle given in turns (1 is the full circle), for eight values in [0, 1).</summary>
    /// <remarks>In turns the reduction to an eighth of the circle is exact, whatever the angle.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SinCosTurns(Vector512<double> turns, out Vector512<double> sine, out Vector512<double> cosine)
    {
        Vector512<double> quarters = turns * 4.0;
        Vector512<double> shift = Vector512.Create(RoundingShift);
        Vector512<double> shifted = quarters + shift;
        Vector512<double> x = (quarters - (shifted - shift)) * (Math.PI / 2);
        Vector512<double> z = x * x;

        Vector512<double> s = Vector512.Create(1.589679580370648e-10);
        s = Vector512.FusedMultiplyAdd(s, z, Vector512.Create(-2.5050758119179993e-8));
        s = Vector512.FusedMultiplyAdd(s, z, Vector512.Create(2.7557313691953647e-6));
        s = Vector512.FusedMultiplyAdd(s, z, Vector512.Create(-1.9841269829807949e-4));
        s = Vector512.FusedMultiplyAdd(s, z, Vector512.Create(8.333333333322413e-3));
        s = Vector512.FusedMultiplyAdd(s, z, Vector512.Create(-0.16666666666666632));
        s = Vector512.FusedMultiplyAdd(s * z, x, x);

        Vector512<double> c = Vector512.Create(-1.1359647739270162e-11);
        c = Vector512.FusedMultiplyAdd(c, z, Vector512.Create(2.087572327274186e-9));
        c = Vector512.FusedMultiplyAdd(c, z, Vector512.Create(-2.75573143523365e-7));
        c = Vector512.FusedMultiplyAdd(c, z, Vector512.Create(2.4801587289482232e-5));
        c = Vector512.FusedMultiplyAdd(c, z, Vector512.Create(-1.3888888888874125e-3));
        c = Vector512.FusedMultiplyAdd(c, z, Vector512.Create(0.0416666666666666));
        c = Vector512.FusedMultiplyAdd(c, z, Vector512.Create(-0.5));
        c = Vector512.FusedMultiplyAdd(c, z, Vector512<double>.One);

        // Quadrant q: odd ones swap sine and cosine; sine is negative in 2 and 3, cosine in 1 and 2.
        Vector512<long> quadrant = shifted.AsInt64();
        Vector512<double> odd = Vector512.Equals(quadrant & Vector512<long>.One, Vector512<long>.One).AsDouble();
        Vector512<long> signBit = Vector512.Create(long.MinValue);
        Vector512<double> sineSign = (Vector512.ShiftLeft(quadrant, 62) & signBit).AsDouble();
        Vector512<double> cosineSign = (Vector512.ShiftLeft(quadrant + Vector512<long>.One, 62) & signBit).AsDouble();
        sine = Vector512.ConditionalSelect(odd, c, s) ^ sineSign;
        cosine = Vector512.ConditionalSelect(odd, s, c) ^ cosineSign;
    }

    /// <summary>√(a² + b²) without overflow or underflow of the squares; 0 only if both are 0.</summary>
    public static double Hypotenuse(double a, double b)
    {
        const double large = 1e140, small = 1e-140, factor = 4.149515568880993e180, inverse = 2.409919865102884e-181; // 2^±600
        double most = Math.Max(Math.Abs(a), Math.Abs(b));
        if (most == 0)
            return 0;
        if (most > large)
            return Math.Sqrt(Math.FusedMultiplyAdd(a * inverse, a * inverse, b * inverse * (b * inverse))) * factor;
        if (most < small)
            return Math.Sqrt(Math.FusedMultiplyAdd(a * factor, a * factor, b * factor * (b * factor))) * inverse;
        return Math.Sqrt(Math.FusedMultiplyAdd(a, a, b * b));
    }

    /// <summary>The rotation that turns (a, b) into (r, 0), r = √(a² + b²).</summary>
    /// <param name="a">Any finite number.</param>
    /// <param name="b">Any finite number; not 0 together with a.</param>
    /// <param name="cosine">a/r.</param>
    /// <param name="sine">b/r.</param>
    /// <returns>r.</returns>
    /// <remarks>
    /// Sine and cosine have all their digits even where r has lost its own: below the smallest normal number quotients by r
    /// would belong to no angle, and a rotation by them would make longer what it turns, each time, without end.
    /// </remarks>
    public static double Rotation(double a, double b, out double cosine, out double sine)
    {
        double r = Hypotenuse(a, b);
        if (r < SmallestNormal)
        {
            const double factor = 4.149515568880993e180; // 2^600
            a *= factor;
            b *= factor;
            double larger = Hypotenuse(a, b);
            (cosine, sine) = (a / larger, b / larger);
            return r;
        }

        (cosine, sine) = (a / r, b / r);
        return r;
    }

    private static double LogNormal(double x, int scale)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        long biased = (bits - (SqrtHalfBits - (ExponentBias << 52))) >>> 52;
        double m = BitConverter.Int64BitsToDouble(bits - ((biased - ExponentBias) << 52));
        double e = biased - ExponentBias - scale;
        double s = (m - 1) / (m + 1);
        double z = s * s;
        double sum = LogSeries[0];
        for (int i = 1; i < LogSeries.Length; i++)
            sum = Math.FusedMultiplyAdd(sum, z, LogSeries[i]);
        double small = Math.FusedMultiplyAdd(e, Ln2Low, s * z * sum);
        return Math.FusedMultiplyAdd(e, Ln2High, Math.FusedMultiplyAdd(s, 2.0, small));
    }

    // e^r = 1 + r + r²·q(r) for |r| ≤ ln 2 / 2, q of degree 9: relative error under 4e-18. This and the other coefficients are
    // best approximations in the sense of Chebyshev, found by Remez exchange in 60 digits.
    private static readonly double[] ExpSeries =
    [
        2.500001743608508e-8, 2.763024125999839e-7, 2.7557586464408998e-6, 2.4801493118371442e-5, 1.984126950653971e-4,
        1.3888888943612337e-3, 8.333333333494449e-3, 0.04166666666653022, 0.16666666666666413, 0.5000000000000011, 1.0, 1.0,
    ];

    // ln((1 + s)/(1 − s)) = 2s + s³·Q(s²) for |s| < 0.1716, Q of degree 6: relative error under 2e-18.
    private static readonly double[] LogSeries =
    [
        0.14796132816521387, 0.15314032782092238, 0.18183565001721683, 0.222221985604897,
        0.28571428742509425, 0.3999999999941413, 0.6666666666666734,
    ];
}
