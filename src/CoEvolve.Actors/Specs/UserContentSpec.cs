using CoEvolve.Core;

namespace CoEvolve.Actors;

/// <summary>User content for an image model: U images per caption and generation.</summary>
public sealed class UserContentSpec
{
    /// <summary>The most user images per caption and generation.</summary>
    public const int MostImages = 1_000_000;

    /// <summary>Checks and keeps the parts.</summary>
    /// <param name="imagesPerCaption">U, 0 to <see cref="MostImages"/>.</param>
    /// <param name="pool">Real images to take without replacement, epoch by epoch; null draws from the initial Gaussians.</param>
    public UserContentSpec(int imagesPerCaption, UserImagePool? pool)
    {
        ImagesPerCaption = Preconditions.InRange(imagesPerCaption, 0, MostImages);
        Pool = pool;
    }

    /// <summary>U ≥ 0.</summary>
    public int ImagesPerCaption { get; }

    /// <summary>Real images, or null for draws from the Gaussian that each caption started with.</summary>
    public UserImagePool? Pool { get; }
}
