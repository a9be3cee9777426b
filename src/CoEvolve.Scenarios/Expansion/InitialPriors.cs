using CoEvolve.Core;

namespace CoEvolve.Scenarios;

/// <summary>The probabilities that a text model starts with, and those of a corpus.</summary>
public static class InitialPriors
{
    /// <summary>Every caption alike.</summary>
    /// <param name="captions">K, 1 or more.</param>
    public static double[] Uniform(int captions) => Normalised(Enumerable.Repeat(1.0, captions));

    /// <summary>Proportional to 1/rank^exponent; the first caption has rank 1.</summary>
    /// <param name="captions">K, 1 or more.</param>
    /// <param name="exponent">0 (uniform) or more.</param>
    public static double[] Zipf(int captions, double exponent) =>
        Normalised(Enumerable.Range(1, captions).Select(rank => InversePower(rank, exponent)));

    /// <summary>Proportional to counts.</summary>
    /// <param name="counts">Length K, none negative, finite, not all zero.</param>
    public static double[] FromCounts(IReadOnlyList<double> counts) => Normalised(counts);

    private static double[] Normalised(IEnumerable<double> weights)
    {
        double[] shares = [.. weights];
        double sum = 0;
        foreach (double weight in shares)
            sum += weight;
        for (int k = 0; k < shares.Length; k++)
            shares[k] /= sum;
        return shares;
    }

    // Whole exponents need no logarithm, and come out exact where the powers are.
    private static double InversePower(int rank, double exponent)
    {
        if (exponent != Math.Floor(exponent))
            return StableMath.Exp(-exponent * StableMath.Log(rank));
        double power = 1;
        for (int i = 0; i < exponent; i++)
            power *= rank;
        return 1.0 / power;
    }
}
