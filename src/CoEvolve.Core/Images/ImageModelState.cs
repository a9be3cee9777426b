namespace CoEvolve.Core;

/// <summary>Everything that an image model carries from one generation to the next: its Gaussians, and what it knows of their rank.</summary>
public sealed class ImageModelState
{
    /// <summary>The pool size of a caption whose covariance was given, not estimated: as good as any number of images.</summary>
    public const int GivenPool = int.MaxValue;

    /// <summary>Makes an all-zero state of the given shape.</summary>
    public ImageModelState(int captions, int dimension)
        : this(new CaptionGaussians(captions, dimension), new int[captions], new int[captions])
    {
    }

    /// <summary>Wraps the given parts, which are not copied.</summary>
    /// <param name="gaussians">K Gaussians in d dimensions.</param>
    /// <param name="poolSizes">Length K, each ≥ 0.</param>
    /// <param name="ranks">Length K, each from 0 to d.</param>
    public ImageModelState(CaptionGaussians gaussians, int[] poolSizes, int[] ranks)
    {
        ArgumentNullException.ThrowIfNull(gaussians);
        ArgumentNullException.ThrowIfNull(poolSizes);
        ArgumentNullException.ThrowIfNull(ranks);
        Preconditions.Require(ranks.Length == gaussians.Captions, $"Length is {ranks.Length}; allowed is K = {gaussians.Captions}.", nameof(ranks));
        Preconditions.Require(poolSizes.Length == gaussians.Captions, $"Length is {poolSizes.Length}; allowed is K = {gaussians.Captions}.", nameof(poolSizes));
        Gaussians = gaussians;
        PoolSizes = poolSizes;
        Ranks = ranks;
    }

    /// <summary>The state of Gaussians that were given or fitted: full ranks, but for exact zeros on a factor's diagonal.</summary>
    /// <param name="gaussians">K Gaussians in d dimensions, not copied.</param>
    /// <param name="poolSizes">Images that each was fitted to, or <see cref="GivenPool"/>.</param>
    public static ImageModelState Starting(CaptionGaussians gaussians, int[] poolSizes)
    {
        ArgumentNullException.ThrowIfNull(gaussians);
        int d = gaussians.Dimension;
        var ranks = new int[gaussians.Captions];
        for (int k = 0; k < ranks.Length; k++)
        {
            for (int i = 0; i < d; i++)
            {
                if (gaussians.Factor(k)[(i * d) + i] != 0)
                    ranks[k]++;
            }
        }

        return new ImageModelState(gaussians, poolSizes, ranks);
    }

    /// <summary>μ and A.</summary>
    public CaptionGaussians Gaussians { get; }

    /// <summary>
    /// For each caption the number of images in the last pool that was accepted for training, or <see cref="GivenPool"/>.
    /// </summary>
    public int[] PoolSizes { get; }

    /// <summary>
    /// The rank of each Σ_k as it follows from the pools so far. A pool of n ≤ d images costs rank for good, and later
    /// pools, however large, cannot bring it back without users; rounding errors would hide that in the factor itself.
    /// </summary>
    public int[] Ranks { get; }

    /// <summary>Whether ln det Σ_k means something: the last pool had d + 1 images or more, and no rank was ever lost.</summary>
    public bool HasLogDet(int caption) => PoolSizes[caption] > Gaussians.Dimension && Ranks[caption] == Gaussians.Dimension;

    /// <summary>Copies everything to <paramref name="other"/>, which has the same shape.</summary>
    public void CopyTo(ImageModelState other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Gaussians.CopyTo(other.Gaussians);
        PoolSizes.AsSpan().CopyTo(other.PoolSizes);
        Ranks.AsSpan().CopyTo(other.Ranks);
    }
}
