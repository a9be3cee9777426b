using CoEvolve.Reference;

namespace CoEvolve.Core.Tests;

/// <summary>The product's flat arrays in the reference's form and back, and random examples of both.</summary>
internal static class Shapes
{
    public static double[,] Square(ReadOnlySpan<double> flat, int d)
    {
        var result = new double[d, d];
        for (int i = 0; i < d * d; i++)
            result[i / d, i % d] = flat[i];
        return result;
    }

    public static double[] Flat(double[,] matrix) => [.. matrix.Cast<double>()];

    /// <summary>L Lᵀ.</summary>
    public static double[,] Covariance(ReadOnlySpan<double> factor, int d)
    {
        double[,] l = Square(factor, d);
        return Matrices.Multiply(l, Matrices.Transpose(l));
    }

    public static double[][] Means(CaptionGaussians gaussians) =>
        [.. Enumerable.Range(0, gaussians.Captions).Select(k => gaussians.Mean(k).ToArray())];

    public static double[][,] Covariances(CaptionGaussians gaussians) =>
        [.. Enumerable.Range(0, gaussians.Captions).Select(k => Covariance(gaussians.Factor(k), gaussians.Dimension))];

    /// <summary>A random lower triangular d×d factor, row-major, with a diagonal away from zero.</summary>
    public static double[] Factor(ReferenceRandom random, int d, double scale = 1)
    {
        var l = new double[d * d];
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j < i; j++)
                l[(i * d) + j] = 0.5 * scale * random.NextNormal();
            l[(i * d) + i] = scale * (0.3 + random.NextUniform());
        }

        return l;
    }

    /// <summary>K random Gaussians with means of the given spread.</summary>
    public static CaptionGaussians Gaussians(ReferenceRandom random, int captions, int d, double spread = 1, double scale = 1)
    {
        double[] means = [.. random.NextNormals(captions * d).Select(x => spread * x)];
        double[] factors = [.. Enumerable.Range(0, captions).SelectMany(_ => Factor(random, d, scale))];
        return new CaptionGaussians(captions, d, means, factors);
    }

    public static double[] Shares(ReferenceRandom random, int captions)
    {
        double[] weights = [.. Enumerable.Range(0, captions).Select(_ => -Math.Log(1 - random.NextUniform()))];
        double sum = weights.Sum();
        return [.. weights.Select(w => w / sum)];
    }

    public static void AssertClose(double expected, double actual, double tolerance, string what = "") =>
        Assert.True(
            Math.Abs(actual - expected) <= tolerance,
            FormattableString.Invariant($"{what}: {actual:R} instead of {expected:R}, tolerance {tolerance:G3}."));
}
