namespace CoEvolve.Scenarios;

/// <summary>Draws the means that an image model starts with.</summary>
public static class InitialMeans
{
    /// <summary>μ₀ ~ N(0, separation² I), a function of its arguments alone.</summary>
    /// <param name="seed">Seed of the experiment.</param>
    /// <param name="captions">K, 1 or more.</param>
    /// <param name="dimension">d, 1 or more.</param>
    /// <param name="separation">Standard deviation of each coordinate, ≥ 0.</param>
    /// <returns>K×d, row-major.</returns>
    /// <remarks>The separation only scales: the same seed gives the same directions. Normals by Box and Muller from SplitMix64.</remarks>
    public static double[] Draw(ulong seed, int captions, int dimension, double separation)
    {
        var means = new double[captions * dimension];
        ulong state = seed;
        for (int i = 0; i < means.Length; i += 2)
        {
            double radius = Math.Sqrt(-2 * Math.Log(NextUniform(ref state)));
            double angle = 2 * Math.PI * NextUniform(ref state);
            means[i] = separation * (radius * Math.Cos(angle));
            if (i + 1 < means.Length)
                means[i + 1] = separation * (radius * Math.Sin(angle));
        }

        return means;
    }

    // In (0, 1]: the logarithm of it is finite.
    private static double NextUniform(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        ulong mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (((mixed ^ (mixed >> 31)) >> 11) + 1) / 9007199254740992.0;
    }
}
