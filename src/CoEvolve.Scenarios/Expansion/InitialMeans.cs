using CoEvolve.Core;

namespace CoEvolve.Scenarios;

/// <summary>Draws the means that an image model starts with.</summary>
public static class InitialMeans
{
    /// <summary>μ₀ ~ N(0, separation² I), a function of its arguments alone: all points and replicates start alike.</summary>
    /// <param name="seed">Seed of the experiment.</param>
    /// <param name="captions">K, 1 or more.</param>
    /// <param name="dimension">d, 1 or more.</param>
    /// <param name="separation">Standard deviation of each coordinate, ≥ 0.</param>
    /// <returns>K×d, row-major.</returns>
    /// <remarks>The separation only scales: the same seed gives the same directions.</remarks>
    public static double[] Draw(ulong seed, int captions, int dimension, double separation)
    {
        int length = captions * dimension;
        var normals = new double[(length + RandomStream.Lanes - 1) / RandomStream.Lanes * RandomStream.Lanes];
        StreamKey key = StreamKey.Derive(seed, actor: "", partner: "", StreamPurpose.InitialMeans);
        new RandomStream(key, replicate: 0, generation: 0).FillNormals(normals);
        double[] means = normals[..length];
        for (int i = 0; i < length; i++)
            means[i] *= separation;
        return means;
    }
}
