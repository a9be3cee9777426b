namespace CoEvolve.Core;

/// <summary>
/// Real images that users contribute, grouped by caption, as displacements from the caption's own pool mean μ*_k.
/// Immutable and thread-safe: all ecosystems of an experiment share one.
/// </summary>
public sealed class UserImagePool
{
    private readonly double[][] _displacements;
    private readonly double[] _means;

    /// <summary>Centres the images of each caption on their mean.</summary>
    /// <param name="dimension">d, 1 or more.</param>
    /// <param name="images">For each caption its images, n_k×d row-major; n_k ≥ 1.</param>
    /// <exception cref="ArgumentException">A caption has no image, a length is no multiple of d, or a value is not finite or beyond <see cref="CaptionGaussians.MostSize"/>.</exception>
    public UserImagePool(int dimension, IReadOnlyList<double[]> images)
    {
        ArgumentNullException.ThrowIfNull(images);
        Dimension = Preconditions.InRange(dimension, 1, int.MaxValue);
        Captions = images.Count;
        _means = new double[Captions * dimension];
        _displacements = new double[Captions][];
        for (int k = 0; k < Captions; k++)
        {
            double[] rows = Preconditions.AllFinite(images[k], nameof(images));
            Preconditions.Require(rows.Length > 0 && rows.Length % dimension == 0, $"Caption {k} has {rows.Length} values; needed is a positive multiple of d = {dimension}.", nameof(images));
            foreach (double value in rows)
                Preconditions.InRange(value, -CaptionGaussians.MostSize, CaptionGaussians.MostSize, nameof(images));
            int count = rows.Length / dimension;
            Span<double> mean = _means.AsSpan(k * dimension, dimension);
            for (int i = 0; i < rows.Length; i++)
                mean[i % dimension] += rows[i];
            for (int j = 0; j < dimension; j++)
                mean[j] /= count;
            _displacements[k] = new double[rows.Length];
            for (int i = 0; i < rows.Length; i++)
                _displacements[k][i] = rows[i] - mean[i % dimension];
        }
    }

    /// <summary>K.</summary>
    public int Captions { get; }

    /// <summary>d.</summary>
    public int Dimension { get; }

    /// <summary>The number of images that caption k has, ≥ 1.</summary>
    public int Count(int caption) => _displacements[caption].Length / Dimension;

    /// <summary>μ*_k for all captions, K×d row-major.</summary>
    public ReadOnlySpan<double> Means => _means;

    /// <summary>x − μ*_k of one image, length d.</summary>
    public ReadOnlySpan<double> Displacement(int caption, int image) => _displacements[caption].AsSpan(image * Dimension, Dimension);
}
