namespace CoEvolve.Core;

/// <summary>Everything that an image model carries from one generation to the next: its Gaussians and its pool sizes.</summary>
public sealed class ImageModelState
{
    /// <summary>The pool size of a caption whose covariance was given, not estimated: as good as any number of images.</summary>
    public const int GivenPool = int.MaxValue;

    /// <summary>Makes an all-zero state of the given shape.</summary>
    public ImageModelState(int captions, int dimension)
        : this(new CaptionGaussians(captions, dimension), new int[captions])
    {
    }

    /// <summary>Wraps the given parts, which are not copied.</summary>
    /// <param name="gaussians">K Gaussians in d dimensions.</param>
    /// <param name="poolSizes">Length K, each ≥ 0.</param>
    public ImageModelState(CaptionGaussians gaussians, int[] poolSizes)
    {
        ArgumentNullException.ThrowIfNull(gaussians);
        ArgumentNullException.ThrowIfNull(poolSizes);
        Preconditions.Require(poolSizes.Length == gaussians.Captions, $"Length is {poolSizes.Length}; allowed is K = {gaussians.Captions}.", nameof(poolSizes));
        Gaussians = gaussians;
        PoolSizes = poolSizes;
    }

    /// <summary>μ and A.</summary>
    public CaptionGaussians Gaussians { get; }

    /// <summary>
    /// For each caption the number of images in the last pool that was accepted for training, or <see cref="GivenPool"/>.
    /// ln det Σ_k means something only where it is d + 1 or more: below that Σ_k is singular.
    /// </summary>
    public int[] PoolSizes { get; }

    /// <summary>Copies Gaussians and pool sizes to <paramref name="other"/>, which has the same shape.</summary>
    public void CopyTo(ImageModelState other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Gaussians.CopyTo(other.Gaussians);
        PoolSizes.CopyTo(other.PoolSizes, 0);
    }
}
