using System.Runtime.Intrinsics;
using CoEvolve.Reference;

namespace CoEvolve.Core.Tests;

// The C library's functions serve as the reference; they are right to about one unit in the last place themselves.
public sealed class StableMathTests
{
    private const int Points = 200_000;
    private const double Smallest = double.Epsilon;
    private const double SmallestNormal = 2.2250738585072014e-308;

    [Fact]
    public void Exp_is_within_two_units_in_the_last_place()
    {
        var random = new ReferenceRandom(1);
        double worst = 0;
        for (int i = 0; i < Points; i++)
        {
            double x = (i % 3) switch
            {
                0 => -708 + (1417 * random.NextUniform()),
                1 => 2 * random.NextNormal(),
                _ => Math.ScaleB(random.NextNormal(), -(int)(60 * random.NextUniform())),
            };
            worst = Math.Max(worst, Bits.Ulps(StableMath.Exp(x), Math.Exp(x)));
        }

        Assert.True(worst <= 2, $"{worst} units");
    }

    [Fact]
    public void Log_is_within_two_units_in_the_last_place()
    {
        var random = new ReferenceRandom(2);
        double worst = 0;
        for (int i = 0; i < Points; i++)
        {
            double x = (i % 4) switch
            {
                0 => BitConverter.UInt64BitsToDouble(random.NextBits() & 0x7FEFFFFFFFFFFFFF),
                1 => random.NextUniform() + Smallest,
                2 => 1 + Math.ScaleB(random.NextNormal(), -5 - (int)(45 * random.NextUniform())),
                _ => SmallestNormal * random.NextUniform() + Smallest,
            };
            worst = Math.Max(worst, Bits.Ulps(StableMath.Log(x), Math.Log(x)));
        }

        Assert.True(worst <= 2, $"{worst} units");
    }

    [Theory]
    [InlineData(0.0, 1.0)]
    [InlineData(1.0, Math.E)]
    [InlineData(Smallest, 1.0)]
    [InlineData(-1e-300, 1.0)]
    [InlineData(-708.0000000000001, 0.0)]
    [InlineData(-1e18, 0.0)]
    [InlineData(-1e308, 0.0)]
    [InlineData(double.NegativeInfinity, 0.0)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(709.0000000000001, double.PositiveInfinity)]
    [InlineData(double.NaN, double.NaN)]
    public void Exp_has_the_stated_values_at_its_edges(double x, double expected) => Assert.Equal(expected, StableMath.Exp(x));

    [Fact]
    public void Exp_is_a_normal_number_down_to_its_floor()
    {
        Assert.True(Bits.Ulps(StableMath.Exp(StableMath.ExpFloor), Math.Exp(-708)) <= 2);
        Assert.True(double.IsNormal(StableMath.Exp(StableMath.ExpFloor)));
        Assert.True(Bits.Ulps(StableMath.Exp(709), Math.Exp(709)) <= 2);
    }

    [Theory]
    [InlineData(1.0, 0.0)]
    [InlineData(0.0, double.NegativeInfinity)]
    [InlineData(-1.0, double.NaN)]
    [InlineData(-Smallest, double.NaN)]
    [InlineData(double.NegativeInfinity, double.NaN)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    public void Log_has_the_stated_values_at_its_edges(double x, double expected) => Assert.Equal(expected, StableMath.Log(x));

    [Theory]
    [InlineData(Smallest)]
    [InlineData(3 * Smallest)]
    [InlineData(SmallestNormal)]
    [InlineData(SmallestNormal - Smallest)]
    [InlineData(double.MaxValue)]
    public void Log_takes_subnormal_and_extreme_numbers_as_any_other(double x) =>
        Assert.True(Bits.Ulps(StableMath.Log(x), Math.Log(x)) <= 2);

    [Fact]
    public void Vectors_give_the_bits_of_single_numbers()
    {
        var random = new ReferenceRandom(3);
        for (int i = 0; i < Points / 4; i++)
        {
            double[] x = [.. random.NextNormals(8).Select(z => 300 * z)];
            x[i % 8] = (i % 7) switch { 0 => double.NegativeInfinity, 1 => -708, 2 => -708.0000000000001, 3 => -1e300, _ => x[i % 8] };
            x = [.. x.Select(value => Math.Min(value, 709))];
            Vector512<double> exp = StableMath.Exp(Vector512.Create(x));
            double[] y = [.. x.Select((_, j) => BitConverter.UInt64BitsToDouble((random.NextBits() % 0x7FE0000000000000) + 0x0010000000000000))];
            Vector512<double> log = StableMath.Log(Vector512.Create(y));
            for (int lane = 0; lane < 8; lane++)
            {
                Assert.Equal(BitConverter.DoubleToInt64Bits(StableMath.Exp(x[lane])), BitConverter.DoubleToInt64Bits(exp[lane]));
                Assert.Equal(BitConverter.DoubleToInt64Bits(StableMath.Log(y[lane])), BitConverter.DoubleToInt64Bits(log[lane]));
            }
        }
    }

    [Fact]
    public void Sine_and_cosine_of_turns_are_within_two_units_of_the_last_place()
    {
        const double halfPiLow = 6.123233995736766e-17; // π/2 less the double nearest to it
        var random = new ReferenceRandom(4);
        double worst = 0;
        for (int i = 0; i < Points / 4; i++)
        {
            Vector512<double> turns = Vector512.Create(
                Vector256.Create(random.NextUniform(), random.NextUniform(), random.NextUniform(), random.NextUniform()),
                Vector256.Create(random.NextUniform(), random.NextUniform(), i / 65536.0 % 1, 1.11e-16 * (1 + (i % 9))));
            StableMath.SinCosTurns(turns, out Vector512<double> sine, out Vector512<double> cosine);
            for (int lane = 0; lane < 8; lane++)
            {
                // Exact reduction to the nearest quarter, then angle = high + low to twice the precision of a double.
                double quarters = turns[lane] * 4, nearest = Math.Round(quarters), f = quarters - nearest;
                double high = f * (Math.PI / 2), low = Math.FusedMultiplyAdd(f, Math.PI / 2, -high) + (f * halfPiLow);
                double s = Math.Sin(high) + (Math.Cos(high) * low), c = Math.Cos(high) - (Math.Sin(high) * low);
                (double expectedSine, double expectedCosine) = ((int)nearest & 3) switch
                {
                    0 => (s, c),
                    1 => (c, -s),
                    2 => (-s, -c),
                    _ => (-c, s),
                };
                worst = Math.Max(worst, Math.Max(Bits.Ulps(sine[lane], expectedSine), Bits.Ulps(cosine[lane], expectedCosine)));
            }
        }

        Assert.True(worst <= 2, $"{worst} units");
    }

    [Fact]
    public void Quarter_turns_are_exact()
    {
        StableMath.SinCosTurns(Vector512.Create(0, 0.25, 0.5, 0.75, 0, 0.25, 0.5, 0.75), out Vector512<double> sine, out Vector512<double> cosine);
        Assert.Equal(Vector512.Create(0.0, 1, 0, -1, 0, 1, 0, -1), sine);
        Assert.Equal(Vector512.Create(1.0, 0, -1, 0, 1, 0, -1, 0), cosine);
    }

    [Fact]
    public void Hypotenuse_keeps_its_precision_from_the_smallest_to_the_largest_sizes()
    {
        var random = new ReferenceRandom(5);
        for (int exponent = -300; exponent <= 300; exponent++)
        {
            for (int i = 0; i < 20; i++)
            {
                double a = random.NextNormal(), b = random.NextNormal() * Math.Pow(10, -(i % 10)), scale = Math.ScaleB(1, (int)(exponent * 3.3219));
                double expected = Math.Sqrt((a * a) + (b * b)) * scale; // a power of 2 changes no digit
                Shapes.AssertClose(expected, StableMath.Hypotenuse(a * scale, b * scale), 4e-16 * expected);
                Shapes.AssertClose(expected, StableMath.Hypotenuse(b * scale, -a * scale), 4e-16 * expected);
            }
        }
    }

    [Theory]
    [InlineData(0.0, 0.0, 0.0)]
    [InlineData(-3.0, 4.0, 5.0)]
    [InlineData(1e-300, 1e300, 1e300)]
    [InlineData(-0.0, -Smallest, Smallest)]
    [InlineData(0.0, 1e-160, 1e-160)]
    [InlineData(3e-320, 4e-320, 5e-320)]
    [InlineData(double.PositiveInfinity, 1.0, double.PositiveInfinity)]
    [InlineData(double.NaN, 1.0, double.NaN)]
    public void Hypotenuse_has_the_stated_values_at_its_edges(double a, double b, double expected) =>
        AssertRelative(expected, StableMath.Hypotenuse(a, b));

    [Fact]
    public void A_rotation_keeps_lengths_however_small_the_numbers_are_that_it_comes_from()
    {
        var random = new ReferenceRandom(6);
        for (int exponent = -1074; exponent <= 1000; exponent++)
        {
            double a = Math.ScaleB(random.NextNormal(), exponent), b = Math.ScaleB(random.NextNormal(), exponent) + Smallest;
            double r = StableMath.Rotation(a, b, out double cosine, out double sine);
            Assert.Equal(StableMath.Hypotenuse(a, b), r);
            Shapes.AssertClose(1, (cosine * cosine) + (sine * sine), 1e-15);
            Assert.Equal(Math.Sign(a), Math.Sign(cosine));
            Assert.Equal(Math.Sign(b), Math.Sign(sine));
            int size = Math.ILogB(Math.Max(Math.Abs(a), Math.Abs(b)));
            Shapes.AssertClose(Math.Atan2(Math.ScaleB(b, -size), Math.ScaleB(a, -size)), Math.Atan2(sine, cosine), 1e-15);
        }
    }

    private static void AssertRelative(double expected, double actual)
    {
        if (double.IsNormal(expected))
            Shapes.AssertClose(expected, actual, 3e-16 * expected);
        else
            Assert.Equal(expected, actual);
    }
}
