namespace CoEvolve.Reference;

/// <summary>The image model's retraining of one caption, from explicit lists of images.</summary>
/// <remarks>
/// Source: docs/model.md, section 2, step 5. Draws no random numbers. It works on x itself, so it loses digits once Σ is
/// under about 1e-16 of ‖μ‖²: the reason why section 1 stores images as deviations. Compare only above that.
/// </remarks>
public static class ReferenceImageRetraining
{
    /// <summary>Mean and covariance after training on own images pooled with user images.</summary>
    /// <param name="mu">Current mean μ, length d.</param>
    /// <param name="sigma">Current covariance Σ, d×d.</param>
    /// <param name="ownImages">n ≥ 0 images x of this caption, each of length d.</param>
    /// <param name="userImages">U ≥ 0 user images, each of length d.</param>
    /// <param name="learningRate">η in (0, 1].</param>
    /// <param name="unbiased">True: divide the scatter by n̄−1; false: by n̄ (maximum likelihood).</param>
    /// <returns>μ' and Σ'; copies of μ and Σ where the pool has fewer than 2 images.</returns>
    public static (double[] Mean, double[,] Covariance) Retrain(
        double[] mu, double[,] sigma, double[][] ownImages, double[][] userImages, double learningRate, bool unbiased)
    {
        double[][] pool = [.. ownImages, .. userImages];
        if (pool.Length < 2) return ((double[])mu.Clone(), (double[,])sigma.Clone());

        double[] sampleMean = SampleMean(pool);
        double[,] sampleCovariance = SampleCovariance(pool, unbiased);
        int d = mu.Length;
        var step = new double[d];
        var mean = new double[d];
        for (int i = 0; i < d; i++)
        {
            step[i] = sampleMean[i] - mu[i];
            mean[i] = mu[i] + learningRate * step[i];
        }
        double[,] blended = Matrices.Combine(1 - learningRate, sigma, learningRate, sampleCovariance);
        double[,] covariance = Matrices.Combine(1, blended, learningRate * (1 - learningRate), Matrices.Outer(step));
        return (mean, covariance);
    }

    /// <summary>The mean of a list of vectors.</summary>
    /// <param name="points">At least one vector of length d.</param>
    /// <returns>Length d.</returns>
    public static double[] SampleMean(double[][] points)
    {
        var mean = new double[points[0].Length];
        foreach (double[] point in points)
            for (int i = 0; i < mean.Length; i++)
                mean[i] += point[i] / points.Length;
        return mean;
    }

    /// <summary>The covariance of a list of vectors around their own mean.</summary>
    /// <param name="points">At least two vectors of length d.</param>
    /// <param name="unbiased">True: divide by their number less one; false: by their number.</param>
    /// <returns>d×d, symmetric, positive semi-definite.</returns>
    public static double[,] SampleCovariance(double[][] points, bool unbiased)
    {
        double[] mean = SampleMean(points);
        double divisor = unbiased ? points.Length - 1 : points.Length;
        var covariance = new double[mean.Length, mean.Length];
        foreach (double[] point in points)
            for (int i = 0; i < mean.Length; i++)
                for (int j = 0; j < mean.Length; j++)
                    covariance[i, j] += (point[i] - mean[i]) * (point[j] - mean[j]) / divisor;
        return covariance;
    }
}
