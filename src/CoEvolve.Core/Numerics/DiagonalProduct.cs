namespace CoEvolve.Core;

/// <summary>The size of the product of a matrix's diagonal, with an exponent of its own: it neither overflows nor underflows.</summary>
/// <remarks>One logarithm then does for a whole diagonal, and is more exact than a sum of logarithms.</remarks>
/// <param name="Significand">A normal number, far from the ends of its range; or 0.</param>
/// <param name="Exponent">A whole number: the product is the significand times 2 to this power.</param>
internal readonly record struct DiagonalProduct(double Significand, double Exponent)
{
    /// <summary>ln 2.</summary>
    public const double Ln2 = 0.6931471805599453;

    private const double Large = 3.273390607896142e150; // 2^500
    private const double Small = 3.0549363634996047e-151; // 2^-500
    private const double Factor = 1.3407807929942597e154; // 2^512

    /// <summary>The logarithm of the product; −∞ for 0.</summary>
    public double Log => Math.FusedMultiplyAdd(Exponent, Ln2, StableMath.Log(Significand));

    /// <summary>
    /// |Π L_ii|; 0 if an entry has underflowed, to 0 or to a number that is not normal: such a one has lost its digits, and
    /// falls no further when it should.
    /// </summary>
    /// <param name="l">d×d, row-major, finite.</param>
    public static DiagonalProduct Of(ReadOnlySpan<double> l, int d)
    {
        double product = 1, exponent = 0;
        for (int i = 0; i < d; i++)
        {
            double entry = Math.Abs(l[(i * d) + i]);
            if (entry < StableMath.SmallestNormal)
                return default;
            product = Moderate(product * Moderate(entry, ref exponent), ref exponent);
        }

        return new DiagonalProduct(product, exponent);
    }

    // Brings any size between 2^-500 and 2^512, by powers of two: the product of two such is normal, and no digit is lost.
    private static double Moderate(double x, ref double exponent)
    {
        if (x >= Large)
        {
            exponent += 512;
            return x / Factor;
        }

        if (x >= Small)
            return x;
        if (x * Factor >= Small)
        {
            exponent -= 512;
            return x * Factor;
        }

        exponent -= 1024;
        return x * Factor * Factor;
    }
}
