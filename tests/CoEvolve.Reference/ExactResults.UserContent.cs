namespace CoEvolve.Reference;

public static partial class ExactResults
{
    /// <summary>One step of S = E[tr Σ] and Δ = E‖μ−μ*‖² under frozen text with U user images, at η = 1.</summary>
    /// <param name="s">S before, ≥ 0.</param>
    /// <param name="delta">Δ before, ≥ 0.</param>
    /// <param name="userTrace">S* = tr Σ*, ≥ 0.</param>
    /// <param name="captions">N ≥ 0.</param>
    /// <param name="probability">p_k in [0, 1]; 1 for a fixed count n = N.</param>
    /// <param name="users">U ≥ 0.</param>
    /// <param name="unbiased">Which estimator.</param>
    /// <returns>S' and Δ'. Where the pool has fewer than 2 images the state stays.</returns>
    /// <remarks>
    /// Needs frozen text: then n is drawn anew from the same B(n) in every generation. With a perfect reader n depends on
    /// its own past but not on the images, and S + Δ → S* still holds. A reader that looks makes n depend on the (S, Δ)
    /// that the same images produced, and then not even that holds in expectation.
    /// </remarks>
    public static (double S, double Delta) UserContentStep(
        double s, double delta, double userTrace, int captions, double probability, int users, bool unbiased = false)
    {
        double nextS = BinomialExpectation(captions, probability, n =>
        {
            double pool = n + users, w = n / pool;
            if (pool < 2) return s;
            double scatter = w * (1 - 1 / pool) * s + w * (1 - w) * delta + (1 - w) * (1 - 1 / pool) * userTrace;
            return unbiased ? scatter * pool / (pool - 1) : scatter;
        });
        double nextDelta = BinomialExpectation(captions, probability, n =>
        {
            double pool = n + users, w = n / pool;
            return pool < 2 ? delta : w / pool * s + w * w * delta + (1 - w) / pool * userTrace;
        });
        return (nextS, nextDelta);
    }

    /// <summary>What U user images sustain: the fixed point of <see cref="UserContentStep"/>.</summary>
    /// <param name="captions">N ≥ 0.</param>
    /// <param name="probability">p_k in [0, 1].</param>
    /// <param name="users">U ≥ 1.</param>
    /// <param name="unbiased">Which estimator.</param>
    /// <returns>D* = S/S* and F* = Δ/S*; under maximum likelihood D* + F* = 1.</returns>
    public static (double Diversity, double FidelityError) UserContentFixedPoint(
        int captions, double probability, int users, bool unbiased = false)
    {
        // The step is affine in (S, Δ): its columns and its intercept come from three evaluations.
        (double S, double Delta) origin = UserContentStep(0, 0, 1, captions, probability, users, unbiased);
        (double S, double Delta) fromS = UserContentStep(1, 0, 0, captions, probability, users, unbiased);
        (double S, double Delta) fromDelta = UserContentStep(0, 1, 0, captions, probability, users, unbiased);
        double[,] matrix = { { 1 - fromS.S, -fromDelta.S }, { -fromS.Delta, 1 - fromDelta.Delta } };
        double[] point = LinearSystems.Solve(matrix, [origin.S, origin.Delta]);
        return (point[0], point[1]);
    }

    /// <summary>The maximum-likelihood fixed point in closed form: F* = E[1/n̄]/(1 − E[n(n−1)/n̄²]), D* = 1 − F*.</summary>
    /// <param name="captions">N ≥ 0.</param>
    /// <param name="probability">p_k in [0, 1].</param>
    /// <param name="users">U ≥ 2, so that every pool trains.</param>
    /// <returns>D* and F*.</returns>
    public static (double Diversity, double FidelityError) UserContentClosedForm(int captions, double probability, int users)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(users, 2);
        double inverse = BinomialExpectation(captions, probability, n => 1.0 / (n + users));
        double pairs = BinomialExpectation(captions, probability, n => n * (n - 1.0) / Square(n + users));
        double fidelityError = inverse / (1 - pairs);
        return (1 - fidelityError, fidelityError);
    }
}
