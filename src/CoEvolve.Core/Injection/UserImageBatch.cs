namespace CoEvolve.Core;

/// <summary>
/// U user images for each caption, as displacements from a reference mean μ*_k: x = μ*_k + δ. The buffer is kept and grows
/// only. Not thread-safe.
/// </summary>
public sealed class UserImageBatch
{
    private double[] _displacements = [];

    /// <summary>Makes a batch without images.</summary>
    /// <param name="captions">K ≥ 1.</param>
    /// <param name="dimension">d ≥ 1.</param>
    public UserImageBatch(int captions, int dimension)
    {
        Captions = Preconditions.InRange(captions, 1, int.MaxValue);
        Dimension = Preconditions.InRange(dimension, 1, int.MaxValue);
        Means = new double[captions * dimension];
        MostRanks = new int[captions];
        MostRanks.AsSpan().Fill(dimension);
    }

    /// <summary>K.</summary>
    public int Captions { get; }

    /// <summary>d.</summary>
    public int Dimension { get; }

    /// <summary>U ≥ 0, the same for every caption.</summary>
    public int ImagesPerCaption { get; private set; }

    /// <summary>μ*_k, K×d row-major.</summary>
    public double[] Means { get; }

    /// <summary>
    /// The most dimensions that each caption's own images and these can span together, length K: d, or less where the users
    /// draw from the very Gaussian that the caption started with and that is singular.
    /// </summary>
    public int[] MostRanks { get; }

    /// <summary>All displacements, K×U×d row-major.</summary>
    public Span<double> Displacements => _displacements.AsSpan(0, Captions * ImagesPerCaption * Dimension);

    /// <summary>Makes room for U images per caption; what the buffer held before is lost.</summary>
    public void Layout(int imagesPerCaption)
    {
        ImagesPerCaption = Preconditions.InRange(imagesPerCaption, 0, int.MaxValue);
        int length = checked(Captions * imagesPerCaption * Dimension);
        if (_displacements.Length < length)
            _displacements = new double[length];
    }

    /// <summary>δ of one image, length d.</summary>
    public Span<double> Displacement(int caption, int image) =>
        _displacements.AsSpan(((caption * ImagesPerCaption) + image) * Dimension, Dimension);
}
