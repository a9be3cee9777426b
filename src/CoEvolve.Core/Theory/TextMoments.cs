namespace CoEvolve.Core;

/// <summary>Second moments of a text model under a corpus c: with them, 1 − S is the Gini–Simpson diversity.</summary>
/// <param name="S">s = ‖p‖² of a state, or E‖p‖², in [1/K, 1].</param>
/// <param name="U">u = ⟨p, c⟩ of a state, or E⟨p, c⟩, in [0, 1].</param>
public readonly record struct TextMoments(double S, double U)
{
    /// <summary>The moments of a state.</summary>
    /// <param name="shares">p, length K.</param>
    /// <param name="corpus">c, length K; without a corpus any vector of that length will do.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static TextMoments Of(ReadOnlySpan<double> shares, ReadOnlySpan<double> corpus)
    {
        Preconditions.Require(shares.Length == corpus.Length, $"Length is {corpus.Length}; allowed is that of the shares, {shares.Length}.", nameof(corpus));
        double s = 0, u = 0;
        for (int k = 0; k < shares.Length; k++)
        {
            s += shares[k] * shares[k];
            u += shares[k] * corpus[k];
        }

        return new TextMoments(s, u);
    }

    /// <summary>The moments one generation later, in expectation.</summary>
    /// <param name="kappa">κ = ‖c‖², in [0, 1].</param>
    /// <param name="captions">N ≥ 1.</param>
    /// <param name="corpusCaptions">M ≥ 0; with 0 neither c nor κ matters.</param>
    /// <param name="learningRate">η in (0, 1].</param>
    /// <param name="resolution">
    /// ρ in [0, 1]: of this state, or E[ρG]/E[G] of a law of states; 1 for the sampled and the perfect reader.
    /// </param>
    /// <returns>E[s'] and E[u']. Given a state: the one-step identity. O(1).</returns>
    /// <remarks>
    /// With a = ηM/(N+M): s' = (1−a)²s + 2a(1−a)u + a²κ + η²[Nρ(1−s) + M(1−κ)]/(N+M)², u' = (1−a)u + aκ. Source: docs/model.md,
    /// section 6, "Corpus". An estimate of ρ may leave [0, 1]; it is not refused here.
    /// </remarks>
    public TextMoments Next(double kappa, int captions, int corpusCaptions, double learningRate, double resolution)
    {
        TextTheory.Check(kappa, captions, corpusCaptions, learningRate);
        double total = (double)captions + corpusCaptions, a = learningRate * corpusCaptions / total;
        double noise = ((captions * resolution * (1 - S)) + (corpusCaptions * (1 - kappa))) / (total * total);
        return new TextMoments(
            ((1 - a) * (1 - a) * S) + (2 * a * (1 - a) * U) + (a * a * kappa) + (learningRate * learningRate * noise),
            ((1 - a) * U) + (a * kappa));
    }
}
