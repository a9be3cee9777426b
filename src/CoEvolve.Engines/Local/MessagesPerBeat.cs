using CoEvolve.Actors;

namespace CoEvolve.Engines;

/// <summary>After how many messages a loop beats: few where a message may take long, so many where it cannot that beats cost nothing.</summary>
internal static class MessagesPerBeat
{
    // In multiply-adds of eight lanes, some tenths of a millisecond: work between beats, by a high estimate of it.
    private const double Enough = 1 << 20;

    // What stays undivided is a tenth of a millisecond then, whatever the number of images.
    private const int Most = 256;

    /// <summary>From 1 to <see cref="Most"/>, by the size of the ecosystem alone.</summary>
    /// <remarks>
    /// The longest messages re-estimate or measure every caption, O(d³) each with a large constant for small d, and take in U
    /// user images, O(d²) each. One message may do so for each model at the other end.
    /// </remarks>
    public static int Of(EcosystemSpec spec)
    {
        int users = 0;
        foreach (ImageModelSpec image in spec.ImageModels)
            users = Math.Max(users, image.Users.ImagesPerCaption);
        double size = spec.Dimension + 8, others = Math.Max(spec.TextModels.Length, spec.ImageModels.Length);
        double longest = others * spec.Captions * size * size * (size + (8.0 * users)) / 8;
        return (int)Math.Clamp(Enough / longest, 1, Most);
    }
}
