namespace CoEvolve.Core;

/// <summary>What a text model comes to: closed forms (docs/model.md, section 6, "Text" and "Corpus").</summary>
public static class TextTheory
{
    /// <summary>E[G_t] = G₀ (1 − η²ρ/N)^t without a corpus, at a constant reader resolution.</summary>
    /// <param name="initialDiversity">G₀ in [0, 1].</param>
    /// <param name="captions">N ≥ 1.</param>
    /// <param name="generation">t ≥ 0.</param>
    /// <param name="learningRate">η in (0, 1].</param>
    /// <param name="resolution">ρ in [0, 1]; at 1, the value for the sampled and the perfect reader, and a lower bound for the soft one.</param>
    public static double Diversity(double initialDiversity, int captions, int generation, double learningRate, double resolution)
    {
        Preconditions.InRange(initialDiversity, 0, 1);
        Preconditions.InRange(captions, 1, int.MaxValue);
        Preconditions.InRange(generation, 0, int.MaxValue);
        Preconditions.LearningRate(learningRate);
        Preconditions.InRange(resolution, 0, 1);
        return initialDiversity * Math.Pow(1 - (learningRate * learningRate * resolution / captions), generation);
    }

    /// <summary>E[p_t] = (1−a)^t p₀ + (1 − (1−a)^t) c with a = ηM/(N+M): every reader that is the exact posterior.</summary>
    /// <param name="initial">p₀, length K.</param>
    /// <param name="corpus">c, length K.</param>
    /// <param name="captions">N ≥ 1.</param>
    /// <param name="corpusCaptions">M ≥ 0; with 0 the result is p₀.</param>
    /// <param name="generation">t ≥ 0.</param>
    /// <param name="learningRate">η in (0, 1].</param>
    /// <returns>Length K; sums to 1 if p₀ and c do.</returns>
    public static double[] ExpectedShares(ReadOnlySpan<double> initial, ReadOnlySpan<double> corpus, int captions, int corpusCaptions, int generation, double learningRate)
    {
        Preconditions.Require(initial.Length == corpus.Length, $"Length is {corpus.Length}; allowed is that of the initial shares, {initial.Length}.", nameof(corpus));
        Check(1, captions, corpusCaptions, learningRate);
        Preconditions.InRange(generation, 0, int.MaxValue);
        double kept = Math.Pow(1 - (learningRate * corpusCaptions / ((double)captions + corpusCaptions)), generation);
        var result = new double[initial.Length];
        for (int k = 0; k < result.Length; k++)
            result[k] = (kept * initial[k]) + ((1 - kept) * corpus[k]);
        return result;
    }

    /// <summary>The stationary E[G] under a corpus: where <see cref="TextMoments.Next"/> settles, with u = κ.</summary>
    /// <param name="kappa">κ = ‖c‖², in [0, 1].</param>
    /// <param name="captions">N ≥ 1.</param>
    /// <param name="corpusCaptions">M ≥ 0; without a corpus the diversity goes to 0.</param>
    /// <param name="learningRate">η in (0, 1].</param>
    /// <param name="resolution">ρ̄ = E[ρG]/E[G] in the stationary state, in [0, 1]; least diversity at 1.</param>
    /// <returns>(1−κ) M(2(N+M) − ηM − η) / (M(2(N+M) − ηM) + ηNρ̄), in [0, 1−κ).</returns>
    public static double StationaryDiversity(double kappa, int captions, int corpusCaptions, double learningRate, double resolution)
    {
        Check(kappa, captions, corpusCaptions, learningRate);
        Preconditions.InRange(resolution, 0, 1);
        if (corpusCaptions == 0)
            return 0;
        double m = corpusCaptions, reach = (2 * (captions + m)) - (learningRate * m);
        return (1 - kappa) * m * (reach - learningRate) / ((m * reach) + (learningRate * captions * resolution));
    }

    internal static void Check(double kappa, int captions, int corpusCaptions, double learningRate)
    {
        // A sum of squares may come out a few units in the last place above 1.
        Preconditions.InRange(kappa, 0, 1 + 1e-9);
        Preconditions.InRange(captions, 1, int.MaxValue);
        Preconditions.InRange(corpusCaptions, 0, int.MaxValue);
        Preconditions.LearningRate(learningRate);
    }
}
