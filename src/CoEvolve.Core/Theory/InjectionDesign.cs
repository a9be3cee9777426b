namespace CoEvolve.Core;

/// <summary>
/// How much real content holds a stationary diversity, at η = 1 with maximum likelihood and users of source `initial`
/// (docs/model.md, section 6, "Design").
/// </summary>
public static class InjectionDesign
{
    /// <summary>The greatest corpus and the most user images that are considered.</summary>
    public const int Most = 100_000_000;

    // A floor that is exactly reached on paper must not need one more because of the last digits.
    private const double Slack = 1 - 1e-12;

    /// <summary>The smallest corpus that keeps the stationary E[G] at a floor, at ρ = 1.</summary>
    /// <param name="captions">N ≥ 1.</param>
    /// <param name="kappa">κ = ‖c‖², in [0, 1].</param>
    /// <param name="floor">x ≥ 0, absolute.</param>
    /// <returns>
    /// M, captions a generation, for the floor less 1e-12 of it; 0 for a floor of 0. Null if no M up to <see cref="Most"/> will do,
    /// above all where x ≥ 1 − κ.
    /// </returns>
    /// <remarks>Conservative for the soft reader, whose ρ is below 1. O(log M): the diversity rises with M.</remarks>
    public static int? SmallestCorpus(int captions, double kappa, double floor)
    {
        RequireFloor(floor);
        return floor > 0 && floor >= CorpusSupremum(kappa) ? null : Smallest(m => TextTheory.StationaryDiversity(kappa, captions, m, 1, 1) >= floor * Slack);
    }

    /// <summary>The fewest user images a caption and generation that keep the stationary E[D_k] at a floor, under frozen text.</summary>
    /// <param name="captions">N ≥ 1.</param>
    /// <param name="probability">p_k in [0, 1], the least over the captions that must hold; at 0, the limit of a rare caption.</param>
    /// <param name="floor">y ≥ 0, as a share of the initial variance.</param>
    /// <returns>
    /// U, images, for the floor less 1e-12 of it; 0 for a floor of 0. Null if no U up to <see cref="Most"/> will do, above all
    /// where y ≥ 1. ⌈1/(1−y)⌉ always suffices.
    /// </returns>
    /// <remarks>O(window·log U): the diversity rises with U.</remarks>
    public static int? SmallestUserContent(int captions, double probability, double floor)
    {
        RequireFloor(floor);
        Preconditions.InRange(captions, 1, int.MaxValue - 1);
        if (floor >= 1)
            return null;
        var counts = new BinomialLaw(captions, probability);
        return Smallest(users => Sustained(counts, users).Diversity >= floor * Slack);
    }

    /// <summary>What user content sustains: D* and F* of the fixed point, written so that nothing cancels.</summary>
    /// <param name="counts">The law of n, the same in all generations.</param>
    /// <param name="users">U ≥ 0; without users all diversity turns into fidelity error.</param>
    /// <returns>
    /// F* = E[1/n̄] / (1 − E[n(n−1)/n̄²]) over pools of 2 and more, and D* = 1 − F*. For a caption that is never written and
    /// is shown one image, the limit of a rare caption.
    /// </returns>
    /// <remarks>O(window). The same as <see cref="ImageStep.FixedPoint"/>, also where pools of 2 are rare.</remarks>
    public static (double Diversity, double FidelityError) Sustained(BinomialLaw counts, int users)
    {
        ArgumentNullException.ThrowIfNull(counts);
        Preconditions.InRange(users, 0, int.MaxValue);
        if (users == 0)
            return (0, 1);
        ReadOnlySpan<double> probabilities = counts.Window;
        double inverse = 0, lost = 0, u = users;
        for (int i = 0; i < probabilities.Length; i++)
        {
            double n = counts.First + i, pool = n + u;
            if (pool < 2)
                continue;
            inverse += probabilities[i] / pool;

            // n̄² − n(n−1) = U² + (2U+1)n.
            lost += probabilities[i] * ((u * u) + (((2 * u) + 1) * n)) / (pool * pool);
        }

        double fidelityError = lost == 0 ? 0.5 : inverse / lost;
        return (1 - fidelityError, fidelityError);
    }

    /// <summary>What the stationary E[G] stays below, whatever the corpus.</summary>
    /// <param name="kappa">κ = ‖c‖², in [0, 1].</param>
    /// <returns>1 − κ.</returns>
    public static double CorpusSupremum(double kappa) => Math.Max(0, 1 - Preconditions.InRange(kappa, 0, 1 + 1e-9));

    /// <summary>Where the stationary E[D_k] lies, whatever the law of the counts, as long as they do not depend on the images.</summary>
    /// <param name="users">U ≥ 2.</param>
    /// <returns>1 − 1/U, of a caption that is never written, and 2U/(2U+1), of one that is written ever more often.</returns>
    public static (double Least, double Most) UserContentBracket(int users)
    {
        Preconditions.InRange(users, 2, int.MaxValue);
        return (1 - (1.0 / users), 2.0 * users / ((2.0 * users) + 1));
    }

    private static int? Smallest(Func<int, bool> suffices)
    {
        if (suffices(0))
            return 0;
        int low = 0, high = 1;
        while (!suffices(high))
        {
            if (high == Most)
                return null;
            low = high;
            high = (int)Math.Min(Most, 2L * high);
        }

        while (high - low > 1)
        {
            int middle = low + ((high - low) / 2);
            if (suffices(middle))
                high = middle;
            else
                low = middle;
        }

        return high;
    }

    private static void RequireFloor(double floor) =>
        Preconditions.Require(floor >= 0, $"It is {floor:R}; allowed is 0 or more.", nameof(floor));
}
