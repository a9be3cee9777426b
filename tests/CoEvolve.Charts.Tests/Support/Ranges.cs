using FsCheck;
using FsCheck.Fluent;

namespace CoEvolve.Charts.Tests;

/// <summary>Ranges of axes of all sizes and places.</summary>
internal static class Ranges
{
    private static readonly Gen<double> Mantissa = Gen.Choose(-9999, 9999).Select(m => m / 1000.0);

    public static Arbitrary<(double Low, double High)> Linear =>
        Mantissa.Two()
            .SelectMany(m => Gen.Choose(-200, 200).Select(e => (A: m.Item1 * Math.Pow(10, e), B: m.Item2 * Math.Pow(10, e))))
            .Select(r => (Low: Math.Min(r.A, r.B), High: Math.Max(r.A, r.B)))
            .Where(r => r.High > r.Low)
            .ToArbitrary();

    /// <summary>Exponents of logarithmic axes, from a fraction of a decade to thousands of them.</summary>
    public static Arbitrary<(double Low, double High)> Exponents =>
        Gen.Choose(-4000, 300)
            .SelectMany(low => Gen.Choose(0, 999).SelectMany(fraction => Gen.OneOf(
                Gen.Choose(1, 2000).Select(s => s / 1000.0),
                Gen.Choose(2, 4000).Select(s => (double)s))
                .Select(span => (Low: low + fraction / 1000.0, High: low + fraction / 1000.0 + span))))
            .ToArbitrary();
}
