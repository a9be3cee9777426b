namespace CoEvolve.Core;

/// <summary>
/// What one retraining does, in expectation, to the covariance and the mean of one caption: linear in S = tr Σ,
/// Δ = ‖μ − μ*‖² and S* = tr Σ*, where users show images of N(μ*, Σ*).
/// <code>
/// E[S'] = VarianceKept·S + VarianceFromDrift·Δ + VarianceFromUsers·S*
/// E[Δ'] = DriftFromVariance·S + DriftKept·Δ + DriftFromUsers·S*
/// </code>
/// </summary>
/// <param name="VarianceKept">Share of S that stays in S.</param>
/// <param name="VarianceFromDrift">Share of Δ that turns into S: a pool of two groups apart is wider than each.</param>
/// <param name="VarianceFromUsers">Share of S* that enters S.</param>
/// <param name="DriftFromVariance">Share of S that turns into Δ: the error of a sample mean.</param>
/// <param name="DriftKept">Share of Δ that stays in Δ.</param>
/// <param name="DriftFromUsers">Share of S* that enters Δ.</param>
/// <remarks>
/// Exact for one step given the state, if the counts do not depend on the images; iterated, if the counts are drawn anew
/// from the same law in each generation (frozen text). Source: docs/model.md, section 6, "User content", here for any η.
/// </remarks>
public readonly record struct ImageStep(
    double VarianceKept,
    double VarianceFromDrift,
    double VarianceFromUsers,
    double DriftFromVariance,
    double DriftKept,
    double DriftFromUsers)
{
    /// <summary>The coefficients for a random number of own images; a pool of fewer than 2 images changes nothing.</summary>
    /// <param name="counts">The law of n, the caption's own images in a generation.</param>
    /// <param name="users">U ≥ 0, user images in a generation.</param>
    /// <param name="learningRate">η in (0, 1].</param>
    /// <param name="estimator">By what the scatter of the pool is divided.</param>
    /// <returns>Coefficients, none negative. Under maximum likelihood what goes to S and to Δ adds up to the same for S and for Δ.</returns>
    /// <remarks>O(window of <paramref name="counts"/>).</remarks>
    public static ImageStep Of(BinomialLaw counts, int users, double learningRate, CovarianceEstimator estimator)
    {
        ArgumentNullException.ThrowIfNull(counts);
        Preconditions.InRange(users, 0, int.MaxValue);
        Preconditions.LearningRate(learningRate);
        ReadOnlySpan<double> probabilities = counts.Window;
        double variance = 0, varianceFromDrift = 0, varianceFromUsers = 0, driftFromVariance = 0, drift = 0, driftFromUsers = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            double probability = probabilities[i], own = counts.First + i, pool = own + users;
            if (pool < 2)
            {
                variance += probability;
                drift += probability;
                continue;
            }

            // Shares of the pool, and what of each group's variance the pool's mean carries.
            double w = own / pool, v = users / pool, ownError = w / pool, userError = v / pool;

            // η Ŝ takes `taken` of the scatter over n̄; η(1−η)(x̄−μ)(x̄−μ)ᵀ takes `moved` of ‖x̄−μ‖².
            double taken = learningRate * (estimator == CovarianceEstimator.Unbiased ? pool / (pool - 1) : 1);
            double moved = learningRate * (1 - learningRate), stepped = learningRate * learningRate, stays = 1 - (learningRate * v);
            variance += probability * (1 - learningRate + (taken * (w - ownError)) + (moved * ownError));
            varianceFromDrift += probability * ((taken * w * v) + (moved * v * v));
            varianceFromUsers += probability * ((taken * (v - userError)) + (moved * userError));
            driftFromVariance += probability * stepped * ownError;
            drift += probability * stays * stays;
            driftFromUsers += probability * stepped * userError;
        }

        return new ImageStep(variance, varianceFromDrift, varianceFromUsers, driftFromVariance, drift, driftFromUsers);
    }

    /// <summary>One step of the expectations.</summary>
    /// <param name="variance">S or E[S].</param>
    /// <param name="drift">Δ or E[Δ].</param>
    /// <param name="userVariance">S*; without meaning when there are no users.</param>
    /// <returns>E[S'] and E[Δ'].</returns>
    public (double Variance, double Drift) Apply(double variance, double drift, double userVariance) => (
        (VarianceKept * variance) + (VarianceFromDrift * drift) + (VarianceFromUsers * userVariance),
        (DriftFromVariance * variance) + (DriftKept * drift) + (DriftFromUsers * userVariance));

    /// <summary>Whether the recursion settles: users show images, and pools of 2 come up often enough for the numbers to tell.</summary>
    public bool HasFixedPoint => VarianceFromUsers > 0 && Determinant > 0;

    // Of the recursion's I − M.
    private double Determinant => ((1 - VarianceKept) * (1 - DriftKept)) - (VarianceFromDrift * DriftFromVariance);

    /// <summary>Where the recursion settles: what diversity and what fidelity error the users sustain.</summary>
    /// <returns>D* = S/S* and F* = Δ/S*; under maximum likelihood D* + F* = 1.</returns>
    /// <exception cref="InvalidOperationException"><see cref="HasFixedPoint"/> is false.</exception>
    /// <remarks>
    /// A 2×2 linear system in 1 − coefficients, so its relative precision is about 1e-16 divided by the share of user images
    /// in a pool and by the chance that a pool trains at all.
    /// </remarks>
    public (double Diversity, double FidelityError) FixedPoint()
    {
        if (!HasFixedPoint)
            throw new InvalidOperationException("There is no fixed point: user images never enter the training, or hardly ever. One a caption at least is needed, and pools of 2 images.");
        return (
            (((1 - DriftKept) * VarianceFromUsers) + (VarianceFromDrift * DriftFromUsers)) / Determinant,
            (((1 - VarianceKept) * DriftFromUsers) + (DriftFromVariance * VarianceFromUsers)) / Determinant);
    }
}
