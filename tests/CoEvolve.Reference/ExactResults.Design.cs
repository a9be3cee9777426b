namespace CoEvolve.Reference;

public static partial class ExactResults
{
    /// <summary>The smallest corpus that keeps stationary E[G] at a floor, at η = 1 and ρ = 1.</summary>
    /// <param name="captions">N ≥ 1.</param>
    /// <param name="kappa">κ = ‖c‖².</param>
    /// <param name="floor">x ≥ 0, absolute.</param>
    /// <returns>The smallest M ≥ 1; null where no M will do: x ≥ 1 − κ.</returns>
    /// <remarks>Tries M = 1, 2, …: slow, and free of algebra.</remarks>
    public static int? SmallestCorpus(int captions, double kappa, double floor)
    {
        if (floor >= 1 - kappa) return null;
        int corpus = 1;
        while (StationaryDiversity(kappa, captions, corpus) < floor) corpus++;
        return corpus;
    }

    /// <summary>The fewest user images a caption that keep stationary E[D_k] at a floor, maximum likelihood, η = 1.</summary>
    /// <param name="captions">N ≥ 1.</param>
    /// <param name="probability">Probability of the worst caption, in [0, 1].</param>
    /// <param name="floor">y in (0, 1).</param>
    /// <returns>The smallest U ≥ 1; null for y ≥ 1.</returns>
    public static int? SmallestUserContent(int captions, double probability, double floor)
    {
        if (floor >= 1) return null;
        int users = 1;
        while (UserContentFixedPoint(captions, probability, users).Diversity < floor) users++;
        return users;
    }
}
