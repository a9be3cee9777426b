namespace CoEvolve.Reference;

/// <summary>The text model's reading of images: Bayes' rule with full covariance matrices.</summary>
/// <remarks>Source: docs/model.md, section 2, step 3. Draws no random numbers.</remarks>
public static class ReferenceReader
{
    /// <summary>Posterior probability of every caption for every seen image.</summary>
    /// <param name="p">Current caption probabilities, length K; a caption of probability 0 keeps posterior 0.</param>
    /// <param name="mu">Current means μ_k, K vectors of length d.</param>
    /// <param name="sigma">Current covariances Σ_k, K matrices d×d.</param>
    /// <param name="tau">Perception noise τ ≥ 0, as it acts: see <see cref="EffectivePerceptionNoise"/>.</param>
    /// <param name="points">Images as seen, y = x + τε: N vectors of length d.</param>
    /// <returns>N rows of length K; each sums to 1 within rounding.</returns>
    /// <exception cref="InvalidOperationException">Σ_k + τ²I is not positive definite in floating point.</exception>
    public static double[][] Posterior(double[] p, double[][] mu, double[][,] sigma, double tau, double[][] points)
    {
        int captions = p.Length;
        var factors = new double[captions][,];
        for (int k = 0; k < captions; k++) factors[k] = LinearSystems.Cholesky(Seen(sigma[k], tau));

        var posteriors = new double[points.Length][];
        for (int i = 0; i < points.Length; i++)
        {
            var logJoint = new double[captions];
            for (int k = 0; k < captions; k++)
                logJoint[k] = p[k] > 0 ? Math.Log(p[k]) + LogDensity(points[i], mu[k], factors[k]) : double.NegativeInfinity;
            posteriors[i] = Normalise(logJoint);
        }
        return posteriors;
    }

    /// <summary>Log density of N(mean, covariance) at a point.</summary>
    /// <param name="point">Length d.</param>
    /// <param name="mean">Length d.</param>
    /// <param name="covariance">d×d, positive definite.</param>
    /// <returns>Natural logarithm of the density.</returns>
    public static double LogNormalDensity(double[] point, double[] mean, double[,] covariance) =>
        LogDensity(point, mean, LinearSystems.Cholesky(covariance));

    /// <summary>The perception noise that acts: τ, or its floor 1e-9·√(max_k tr Σ₀,k / d) where τ is smaller.</summary>
    /// <param name="tau">τ ≥ 0 as configured.</param>
    /// <param name="initialSigma">Initial covariances Σ₀,k, K matrices d×d.</param>
    /// <returns>The larger of the two.</returns>
    public static double EffectivePerceptionNoise(double tau, double[][,] initialSigma)
    {
        double largest = 0;
        foreach (double[,] sigma in initialSigma) largest = Math.Max(largest, Matrices.Trace(sigma) / sigma.GetLength(0));
        return Math.Max(tau, 1e-9 * Math.Sqrt(largest));
    }

    private static double[,] Seen(double[,] sigma, double tau) =>
        Matrices.Combine(1, sigma, tau * tau, Matrices.Identity(sigma.GetLength(0)));

    // −½(y−μ)ᵀ(LLᵀ)⁻¹(y−μ) − ½ ln det(LLᵀ) − ½ d ln 2π, the quadratic form by forward substitution.
    private static double LogDensity(double[] point, double[] mean, double[,] factor)
    {
        int d = point.Length;
        var w = new double[d];
        double square = 0, halfLogDeterminant = 0;
        for (int i = 0; i < d; i++)
        {
            w[i] = point[i] - mean[i];
            for (int j = 0; j < i; j++) w[i] -= factor[i, j] * w[j];
            w[i] /= factor[i, i];
            square += w[i] * w[i];
            halfLogDeterminant += Math.Log(factor[i, i]);
        }
        return -0.5 * square - halfLogDeterminant - 0.5 * d * Math.Log(2 * Math.PI);
    }

    // The largest term becomes exp(0) = 1, so the sum neither underflows nor overflows.
    private static double[] Normalise(double[] logWeights)
    {
        double largest = logWeights.Max();
        double[] weights = Array.ConvertAll(logWeights, value => Math.Exp(value - largest));
        double sum = weights.Sum();
        return Array.ConvertAll(weights, weight => weight / sum);
    }
}
