using System.Numerics;
using CoEvolve.Reference;

namespace CoEvolve.Core.Tests;

public sealed class WrightFisherTests
{
    [Theory]
    [InlineData(30, 3, 4, 32.2514)]
    [InlineData(13, 1, 4, null)]
    [InlineData(2, 1, 2, 2.0)]
    [InlineData(1, 1, 4, 1.0)]
    public void The_fixation_time_agrees_with_the_chain_solved_in_rational_arithmetic(int captions, int numerator, int denominator, double? published)
    {
        double p = (double)numerator / denominator;
        Rational[] times = SolveExactly(captions);
        Rational mean = 1;
        for (int j = 1; j < captions; j++)
            mean += ExactBinomial.Probability(captions, p, j) * times[j - 1];
        Shapes.AssertClose(1, WrightFisher.FixationTime(captions, p) / mean.ToDouble(), 1e-12);
        Shapes.AssertClose(1, WrightFisher.FixationTime(captions, 1 - p) / mean.ToDouble(), 1e-12);
        if (published is double value)
            Shapes.AssertClose(value, mean.ToDouble(), 5e-5);
    }

    [Fact]
    public void The_fixation_time_of_two_hundred_captions_agrees_with_a_hundred_digits()
    {
        double expected = SolveInFixedPoint(200, start: 100);
        Shapes.AssertClose(275.00, expected, 5e-3);
        Shapes.AssertClose(1, WrightFisher.FixationTime(200, 0.5) / expected, 1e-11);
    }

    [Fact]
    public void It_agrees_with_the_reference_over_a_grid()
    {
        foreach (int captions in new[] { 1, 2, 3, 4, 5, 31, 90 })
        {
            foreach (double p in new[] { 0, 1e-6, 0.2, 0.5, 0.83, 1 })
                Shapes.AssertClose(ExactResults.FixationTime(captions, p), WrightFisher.FixationTime(captions, p), 1e-9);
        }

        foreach (double p in new[] { 0.01, 0.5, 0.9 })
            Shapes.AssertClose(ExactResults.DiffusionFixationTime(77, p), WrightFisher.DiffusionFixationTime(77, p), 1e-10);
    }

    [Fact]
    public void The_diffusion_limit_has_its_published_values_and_is_approached()
    {
        Shapes.AssertClose(33.74, WrightFisher.DiffusionFixationTime(30, 0.75), 5e-3);
        Shapes.AssertClose(277.26, WrightFisher.DiffusionFixationTime(200, 0.5), 5e-3);
        Assert.Equal(0, WrightFisher.DiffusionFixationTime(200, 1));
        Assert.InRange(WrightFisher.DiffusionFixationTime(1000, 0.5) / WrightFisher.FixationTime(1000, 0.5), 1.0005, 1.003);

        // −2N p (ln p − 1) as p → 0.
        Shapes.AssertClose(1, WrightFisher.DiffusionFixationTime(10, 1e-15) / (-20 * 1e-15 * (Math.Log(1e-15) - 1)), 1e-13);
    }

    [Fact]
    public void The_largest_system_is_solved_and_larger_ones_are_refused()
    {
        double exact = WrightFisher.FixationTime(WrightFisher.MostCaptions, 0.5);
        Assert.InRange(WrightFisher.DiffusionFixationTime(WrightFisher.MostCaptions, 0.5) / exact, 1, 1.002);
        Assert.Throws<ArgumentOutOfRangeException>(() => WrightFisher.FixationTime(WrightFisher.MostCaptions + 1, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => WrightFisher.FixationTime(0, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => WrightFisher.FixationTime(10, double.NaN));
    }

    // (I − Q) T = 1 over the states 1 … N−1, unfolded, with transition probabilities C(N, j) i^j (N−i)^{N−j} / N^N.
    private static Rational[] SolveExactly(int captions)
    {
        int inner = captions - 1;
        var matrix = new Rational[inner, inner];
        var right = new Rational[inner];
        for (int i = 0; i < inner; i++)
        {
            right[i] = 1;
            for (int j = 0; j < inner; j++)
                matrix[i, j] = (i == j ? 1 : 0) - Transition(captions, i + 1, j + 1);
        }

        for (int pivot = 0; pivot < inner; pivot++)
        {
            for (int i = 0; i < inner; i++)
            {
                if (i == pivot)
                    continue;
                Rational factor = matrix[i, pivot] / matrix[pivot, pivot];
                for (int j = pivot; j < inner; j++)
                    matrix[i, j] -= factor * matrix[pivot, j];
                right[i] -= factor * right[pivot];
            }
        }

        return [.. right.Select((value, i) => value / matrix[i, i])];
    }

    // The same with 100 decimal places behind the point; whole numbers throughout.
    private static double SolveInFixedPoint(int captions, int start)
    {
        var one = BigInteger.Pow(10, 100);
        int inner = captions - 1;
        var rows = new BigInteger[inner][];
        for (int i = 0; i < inner; i++)
        {
            rows[i] = new BigInteger[inner + 1];
            rows[i][inner] = one;
            for (int j = 0; j < inner; j++)
            {
                Rational transition = Transition(captions, i + 1, j + 1);
                rows[i][j] = (i == j ? one : 0) - (transition.Numerator * one / transition.Denominator);
            }
        }

        for (int pivot = 0; pivot < inner; pivot++)
        {
            for (int i = pivot + 1; i < inner; i++)
            {
                BigInteger factor = rows[i][pivot] * one / rows[pivot][pivot];
                for (int j = pivot; j <= inner; j++)
                    rows[i][j] -= factor * rows[pivot][j] / one;
            }
        }

        var times = new BigInteger[inner];
        for (int i = inner - 1; i >= 0; i--)
        {
            BigInteger sum = rows[i][inner];
            for (int j = i + 1; j < inner; j++)
                sum -= rows[i][j] * times[j] / one;
            times[i] = sum * one / rows[i][i];
        }

        return Rational.Of(times[start - 1], one).ToDouble();
    }

    private static Rational Transition(int captions, int from, int to)
    {
        BigInteger ways = 1;
        for (int k = 1; k <= to; k++)
            ways = ways * (captions - to + k) / k;
        return Rational.Of(ways * BigInteger.Pow(from, to) * BigInteger.Pow(captions - from, captions - to), BigInteger.Pow(captions, captions));
    }
}
