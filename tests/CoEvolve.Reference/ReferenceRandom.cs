using System.Numerics;

namespace CoEvolve.Reference;

/// <summary>A seeded generator of its own: xoshiro256** started by splitmix64, normals by Marsaglia's polar method.</summary>
/// <remarks>
/// Blackman and Vigna, Scrambled linear pseudorandom number generators (2021). Shares nothing with the product's streams:
/// results are to be compared in distribution, never draw by draw. Not thread-safe.
/// </remarks>
public sealed class ReferenceRandom
{
    private readonly ulong[] _state = new ulong[4];
    private double? _spareNormal;

    /// <summary>Starts a stream.</summary>
    /// <param name="seed">Any value; equal seeds give equal streams.</param>
    public ReferenceRandom(ulong seed)
    {
        for (int i = 0; i < 4; i++)
        {
            seed += 0x9E3779B97F4A7C15UL;
            ulong z = seed;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            _state[i] = z ^ (z >> 31);
        }
    }

    /// <summary>The next 64 random bits.</summary>
    /// <returns>Uniform over all values.</returns>
    public ulong NextBits()
    {
        ulong result = BitOperations.RotateLeft(_state[1] * 5, 7) * 9;
        ulong t = _state[1] << 17;
        _state[2] ^= _state[0];
        _state[3] ^= _state[1];
        _state[1] ^= _state[2];
        _state[0] ^= _state[3];
        _state[2] ^= t;
        _state[3] = BitOperations.RotateLeft(_state[3], 45);
        return result;
    }

    /// <summary>A uniform number with 53 bits.</summary>
    /// <returns>In [0, 1).</returns>
    public double NextUniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A standard normal number.</summary>
    /// <returns>Mean 0, variance 1.</returns>
    public double NextNormal()
    {
        if (_spareNormal is double spare)
        {
            _spareNormal = null;
            return spare;
        }
        while (true)
        {
            double u = 2 * NextUniform() - 1, v = 2 * NextUniform() - 1, square = u * u + v * v;
            if (square is 0 or >= 1) continue;
            double factor = Math.Sqrt(-2 * Math.Log(square) / square);
            _spareNormal = v * factor;
            return u * factor;
        }
    }

    /// <summary>A vector of independent standard normals.</summary>
    /// <param name="length">d ≥ 1.</param>
    /// <returns>Length d.</returns>
    public double[] NextNormals(int length)
    {
        var result = new double[length];
        for (int i = 0; i < length; i++) result[i] = NextNormal();
        return result;
    }

    /// <summary>A point of the Gaussian with the given mean and factor of the covariance.</summary>
    /// <param name="mean">Length d.</param>
    /// <param name="factor">A with A·Aᵀ = Σ, d×d.</param>
    /// <returns>mean + A z, length d.</returns>
    public double[] NextGaussian(double[] mean, double[,] factor)
    {
        double[] result = Matrices.Multiply(factor, NextNormals(mean.Length));
        for (int i = 0; i < result.Length; i++) result[i] += mean[i];
        return result;
    }

    /// <summary>One category, by walking up the cumulative distribution.</summary>
    /// <param name="probabilities">Length K, sums to 1 within rounding.</param>
    /// <returns>An index whose probability is positive.</returns>
    public int NextCategory(double[] probabilities)
    {
        double u = NextUniform();
        int last = 0;
        for (int k = 0; k < probabilities.Length; k++)
        {
            if (probabilities[k] <= 0) continue;
            last = k;
            u -= probabilities[k];
            if (u < 0) return k;
        }
        // Rounding can leave a sliver of u above the last positive category.
        return last;
    }

    /// <summary>Multinomial counts, as so many single draws.</summary>
    /// <param name="trials">≥ 0.</param>
    /// <param name="probabilities">Length K, sums to 1 within rounding.</param>
    /// <returns>Length K, sums to <paramref name="trials"/>.</returns>
    public int[] NextMultinomial(int trials, double[] probabilities)
    {
        var counts = new int[probabilities.Length];
        for (int i = 0; i < trials; i++) counts[NextCategory(probabilities)]++;
        return counts;
    }
}
