namespace CoEvolve.Reference;

public static partial class ExactResults
{
    /// <summary>One step of the second moments of the text under a corpus: s = E‖p‖², u = E⟨p, c⟩.</summary>
    /// <param name="s">E‖p‖² before.</param>
    /// <param name="u">E⟨p, c⟩ before.</param>
    /// <param name="kappa">κ = ‖c‖², in [1/K, 1].</param>
    /// <param name="captions">N ≥ 1.</param>
    /// <param name="corpus">M ≥ 0.</param>
    /// <param name="learningRate">η in (0, 1].</param>
    /// <param name="resolution">ρ = E[ρG]/E[G] of this step, in [0, 1].</param>
    /// <returns>s' and u'. Given a state instead of a distribution: the one-step identity, 1 − E[G'] = s'.</returns>
    public static (double S, double U) CorpusStep(
        double s, double u, double kappa, int captions, int corpus, double learningRate = 1, double resolution = 1)
    {
        double alpha = (double)corpus / (captions + corpus);
        double a = learningRate * alpha;
        double eta2 = learningRate * learningRate;
        double readerNoise = eta2 * (1 - alpha) * (1 - alpha) * resolution * (1 - s) / captions;
        double corpusNoise = corpus == 0 ? 0 : eta2 * alpha * alpha * (1 - kappa) / corpus;
        double nextS = (1 - a) * (1 - a) * s + 2 * a * (1 - a) * u + a * a * kappa + readerNoise + corpusNoise;
        return (nextS, (1 - a) * u + a * kappa);
    }

    /// <summary>E[G_t] for t = 0 … T under a corpus, at constant resolution.</summary>
    /// <param name="initial">p₀, length K.</param>
    /// <param name="corpusDistribution">c, length K.</param>
    /// <param name="captions">N ≥ 1.</param>
    /// <param name="corpus">M ≥ 0.</param>
    /// <param name="generations">T ≥ 0.</param>
    /// <param name="learningRate">η in (0, 1].</param>
    /// <param name="resolution">ρ in [0, 1].</param>
    /// <returns>Length T+1.</returns>
    public static double[] CorpusDiversity(
        double[] initial, double[] corpusDistribution, int captions, int corpus, int generations,
        double learningRate = 1, double resolution = 1)
    {
        double s = initial.Sum(value => value * value);
        double u = initial.Zip(corpusDistribution, (a, b) => a * b).Sum();
        double kappa = corpusDistribution.Sum(value => value * value);
        var result = new double[generations + 1];
        for (int t = 0; t <= generations; t++)
        {
            result[t] = 1 - s;
            (s, u) = CorpusStep(s, u, kappa, captions, corpus, learningRate, resolution);
        }
        return result;
    }

    /// <summary>E[p_t] under a corpus: (1−a)^t p₀ + (1 − (1−a)^t) c with a = ηM/(N+M).</summary>
    /// <param name="initial">p₀, length K.</param>
    /// <param name="corpusDistribution">c, length K.</param>
    /// <param name="captions">N ≥ 1.</param>
    /// <param name="corpus">M ≥ 0; with 0, E[p_t] = p₀.</param>
    /// <param name="generation">t ≥ 0.</param>
    /// <param name="learningRate">η in (0, 1].</param>
    /// <returns>Length K; holds for every reader that is the exact posterior.</returns>
    public static double[] ExpectedProbabilities(
        double[] initial, double[] corpusDistribution, int captions, int corpus, int generation, double learningRate = 1)
    {
        double kept = Math.Pow(1 - learningRate * corpus / (captions + corpus), generation);
        return [.. initial.Zip(corpusDistribution, (a, b) => kept * a + (1 - kept) * b)];
    }

    /// <summary>Stationary E[G] under a corpus at η = 1, as section 6 prints it.</summary>
    /// <param name="kappa">κ = ‖c‖².</param>
    /// <param name="captions">N ≥ 1.</param>
    /// <param name="corpus">M ≥ 1.</param>
    /// <param name="resolution">ρ̄ = E[ρG]/E[G] in the stationary state.</param>
    /// <returns>(1−κ)(1 − [(1−α)²ρ̄/N + α²/M]/[1 − (1−α)²(1 − ρ̄/N)]).</returns>
    public static double StationaryDiversity(double kappa, int captions, int corpus, double resolution = 1)
    {
        double alpha = (double)corpus / (captions + corpus);
        double kept = (1 - alpha) * (1 - alpha);
        double lost = kept * resolution / captions + alpha * alpha / corpus;
        return (1 - kappa) * (1 - lost / (1 - kept * (1 - resolution / captions)));
    }

    /// <summary>Stationary E[G] under a corpus at any η: the fixed point of <see cref="CorpusStep"/>, where u = κ.</summary>
    /// <param name="kappa">κ = ‖c‖².</param>
    /// <param name="captions">N ≥ 1.</param>
    /// <param name="corpus">M ≥ 1.</param>
    /// <param name="learningRate">η in (0, 1].</param>
    /// <param name="resolution">ρ̄ = E[ρG]/E[G] in the stationary state.</param>
    /// <returns>The expected diversity; equal to <see cref="StationaryDiversity"/> at η = 1.</returns>
    public static double StationaryDiversityWithLearningRate(
        double kappa, int captions, int corpus, double learningRate, double resolution = 1)
    {
        // s' is affine in s: two evaluations give its slope and its intercept.
        double intercept = CorpusStep(0, kappa, kappa, captions, corpus, learningRate, resolution).S;
        double slope = CorpusStep(1, kappa, kappa, captions, corpus, learningRate, resolution).S - intercept;
        return 1 - intercept / (1 - slope);
    }
}
