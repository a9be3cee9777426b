using System.Numerics;

namespace CoEvolve.Core.Tests;

/// <summary>Expectations over Binomial(N, p) in rational arithmetic; p is the very number that the double is.</summary>
internal static class ExactBinomial
{
    /// <summary>N and p over which sums are compared: certain counts, rare captions, common ones, p with many digits.</summary>
    public static TheoryData<int, double> Cases => new()
    {
        { 0, 0.5 }, { 1, 0.25 }, { 2, 1 }, { 5, 0 }, { 7, 0.875 }, { 12, 1.0 / 3 }, { 30, 0.75 }, { 100, 1.0 / 1024 },
        { 200, 0.125 }, { 200, 0.1 }, { 200, 1e-9 }, { 300, 1023.0 / 1024 }, { 300, 0.4 },
    };

    public static Rational Probability(int trials, double probability, int count)
    {
        var p = Rational.Exactly(probability);
        return Choose(trials, count) * Rational.Power(p, count) * Rational.Power(1 - p, trials - count);
    }

    public static Rational Expect(int trials, double probability, Func<int, Rational> function)
    {
        // Over the common denominator, b^N of p = a/b: whole numbers until the very end.
        var p = Rational.Exactly(probability);
        BigInteger a = p.Numerator, other = p.Denominator - p.Numerator;
        Rational sum = 0;
        for (int n = 0; n <= trials; n++)
        {
            Rational value = function(n);
            BigInteger weight = Choose(trials, n).Numerator * BigInteger.Pow(a, n) * BigInteger.Pow(other, trials - n);
            sum += Rational.Of(weight * value.Numerator, value.Denominator);
        }

        return sum / Rational.Of(BigInteger.Pow(p.Denominator, trials), 1);
    }

    private static Rational Choose(int trials, int count)
    {
        BigInteger result = 1;
        for (int i = 1; i <= count; i++)
            result = result * (trials - count + i) / i;
        return Rational.Of(result, 1);
    }
}
