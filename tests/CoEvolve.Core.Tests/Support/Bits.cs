namespace CoEvolve.Core.Tests;

/// <summary>Distances between doubles in units in the last place, and equality of bits.</summary>
internal static class Bits
{
    /// <summary>How many doubles lie between two finite ones; huge when only one is finite.</summary>
    public static double Ulps(double actual, double expected)
    {
        if (actual.Equals(expected))
            return 0;
        if (!double.IsFinite(actual) || !double.IsFinite(expected))
            return double.MaxValue;
        return (double)Int128.Abs((Int128)Ordered(actual) - Ordered(expected));
    }

    public static long[] Of(IEnumerable<double> values) => [.. values.Select(BitConverter.DoubleToInt64Bits)];

    private static long Ordered(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        return bits < 0 ? long.MinValue - bits : bits;
    }
}
