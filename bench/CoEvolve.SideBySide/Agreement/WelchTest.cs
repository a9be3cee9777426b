using MathNet.Numerics.Distributions;

namespace CoEvolve.SideBySide;

/// <summary>Welch's test that two samples have the same mean; variances may differ.</summary>
internal static class WelchTest
{
    /// <summary>The two-sided p-value. Where neither sample varies, 1 if they are equal and 0 if not.</summary>
    /// <param name="a">Two values or more.</param>
    /// <param name="b">Two values or more.</param>
    public static double PValue(double[] a, double[] b)
    {
        (double meanA, double squareA) = MeanAndSquaredError(a);
        (double meanB, double squareB) = MeanAndSquaredError(b);
        double square = squareA + squareB;
        if (square == 0)
            return meanA == meanB ? 1 : 0;
        double degrees = square * square / ((squareA * squareA / (a.Length - 1)) + (squareB * squareB / (b.Length - 1)));
        return 2 * StudentT.CDF(0, 1, degrees, -Math.Abs(meanA - meanB) / Math.Sqrt(square));
    }

    private static (double Mean, double SquaredError) MeanAndSquaredError(double[] values)
    {
        if (values.Length < 2)
            throw new ArgumentException($"{values.Length} value; two or more are needed.", nameof(values));
        double mean = values.Average();
        double sum = values.Sum(v => (v - mean) * (v - mean));
        // A metric that is the same in all replicates varies by rounding at most.
        double deviation = Math.Sqrt(sum / (values.Length - 1));
        return deviation <= 1e-12 * Math.Abs(mean) ? (Math.Round(mean, 9), 0) : (mean, deviation * deviation / values.Length);
    }
}
