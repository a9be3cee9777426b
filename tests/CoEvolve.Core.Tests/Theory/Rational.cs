using System.Numerics;

namespace CoEvolve.Core.Tests;

/// <summary>A fraction of whole numbers of any size, in lowest terms: arithmetic without rounding.</summary>
internal readonly record struct Rational
{
    private Rational(BigInteger numerator, BigInteger denominator)
    {
        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * (denominator.Sign < 0 ? -1 : 1);
        Numerator = numerator / divisor;
        Denominator = denominator / divisor;
    }

    public BigInteger Numerator { get; }

    public BigInteger Denominator { get; }

    public static Rational Of(BigInteger numerator, BigInteger denominator) => new(numerator, denominator);

    public static implicit operator Rational(int value) => new(value, 1);

    /// <summary>The very number that a double is.</summary>
    public static Rational Exactly(double value)
    {
        int shift = 0;
        for (; value != Math.Floor(value); shift++)
            value *= 2;
        return new Rational(new BigInteger(value), BigInteger.One << shift);
    }

    public static Rational operator +(Rational a, Rational b) =>
        new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Rational operator -(Rational a, Rational b) =>
        new((a.Numerator * b.Denominator) - (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Rational operator *(Rational a, Rational b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static Rational operator /(Rational a, Rational b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    public static Rational Power(Rational value, int exponent) =>
        new(BigInteger.Pow(value.Numerator, exponent), BigInteger.Pow(value.Denominator, exponent));

    /// <summary>The nearest double but for a last place or two.</summary>
    public double ToDouble()
    {
        if (Numerator.IsZero)
            return 0;

        // 80 significant bits of the quotient are more than a double holds.
        long shift = 80 - (long)(Numerator.GetBitLength() - Denominator.GetBitLength());
        BigInteger scaled = shift >= 0 ? (Numerator << (int)shift) / Denominator : Numerator / (Denominator << (int)-shift);
        return Math.ScaleB((double)scaled, (int)-shift);
    }
}
