namespace CoEvolve.Core;

/// <summary>Fits one Gaussian to points: sample mean, and the covariance that divides by n, in square-root form.</summary>
public static class MaximumLikelihoodGaussian
{
    /// <summary>The sample mean of points.</summary>
    /// <param name="points">n×d row-major, n ≥ 1.</param>
    /// <param name="dimension">d, 1 or more.</param>
    /// <returns>Length d. Exact where all points agree in a coordinate.</returns>
    /// <remarks>O(n·d), summed in the order of the points.</remarks>
    public static double[] MeanOf(ReadOnlySpan<double> points, int dimension)
    {
        Preconditions.InRange(dimension, 1, int.MaxValue);
        Preconditions.Require(points.Length > 0 && points.Length % dimension == 0, $"Length is {points.Length}; allowed is a positive multiple of d = {dimension}.", nameof(points));
        int count = points.Length / dimension;
        var mean = new double[dimension];

        // Sums of differences to the first point: a constant coordinate then has exactly its own mean and no variance.
        for (int i = dimension; i < points.Length; i++)
            mean[i % dimension] += points[i] - points[i % dimension];
        for (int j = 0; j < dimension; j++)
            mean[j] = points[j] + (mean[j] / count);
        return mean;
    }

    /// <summary>Writes mean and factor of the fitted Gaussian.</summary>
    /// <param name="points">n×d row-major, n ≥ 1.</param>
    /// <param name="mean">Length d; written.</param>
    /// <param name="factor">A, d×d row-major, lower triangular with a diagonal that is not negative, A Aᵀ = Σ; written.</param>
    /// <remarks>O(n·d²). Σ may be singular, down to zero. Draws no random numbers.</remarks>
    public static void Fit(ReadOnlySpan<double> points, Span<double> mean, Span<double> factor)
    {
        int dimension = mean.Length;
        MeanOf(points, dimension).CopyTo(mean);
        Preconditions.Require(factor.Length == dimension * dimension, $"Length is {factor.Length}; allowed is d² = {dimension * dimension}.", nameof(factor));
        var centred = new double[points.Length];
        for (int i = 0; i < points.Length; i++)
            centred[i] = points[i] - mean[i % dimension];
        double[] upper = TriangularFactor.Of(centred, dimension);
        double root = Math.Sqrt(points.Length / dimension);
        factor.Clear();
        for (int i = 0; i < dimension; i++)
        {
            for (int j = 0; j <= i; j++)
                factor[(i * dimension) + j] = upper[(j * dimension) + i] / root;
        }
    }
}
