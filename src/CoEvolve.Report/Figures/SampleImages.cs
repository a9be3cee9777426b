using CoEvolve.Core;

namespace CoEvolve.Report;

/// <summary>Sample images of one caption as pixels, with the same innovations at every generation, so that pictures compare.</summary>
public static class SampleImages
{
    /// <summary>The pixels of an image that count as black in the shipped digits, which count dots: 0 to 16.</summary>
    public const double Darkest = 16;

    /// <summary>Whether images of this space are square and at most this many pixels a side.</summary>
    public static bool CanShow(FittedImageSpace space, int mostPixelsASide)
    {
        ArgumentNullException.ThrowIfNull(space);
        return Side(space) <= mostPixelsASide && Side(space) * Side(space) == space.Pixels;
    }

    /// <summary>Pixels a side, of a square image.</summary>
    public static int Side(FittedImageSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        return (int)Math.Sqrt(space.Pixels);
    }

    /// <summary>Draws images.</summary>
    /// <param name="gaussians">The image model at some generation.</param>
    /// <param name="space">Turns latent points into pixels.</param>
    /// <param name="caption">Index of the caption.</param>
    /// <param name="seed">The experiment's seed.</param>
    /// <param name="count">How many, ≥ 1.</param>
    /// <returns>For each image its pixels, row by row; not clamped.</returns>
    /// <remarks>Random numbers come from a stream for viewing alone, so looking never changes a result.</remarks>
    public static double[][] Draw(CaptionGaussians gaussians, FittedImageSpace space, int caption, ulong seed, int count)
    {
        ArgumentNullException.ThrowIfNull(gaussians);
        ArgumentNullException.ThrowIfNull(space);
        int d = gaussians.Dimension;
        var batch = new ImageBatch(gaussians.Captions, d);
        var counts = new int[gaussians.Captions];
        counts[caption] = count;
        batch.Layout(counts);
        ImageMaking.DrawInnovations(StreamKey.Derive(seed, "", "", StreamPurpose.Viewing), replicate: 0, generation: 0, batch);
        var displacements = new ImageBatch(gaussians.Captions, d);
        ImageMaking.Displace(gaussians, batch, displacements);
        var pixels = new double[count][];
        var latent = new double[d];
        for (int i = 0; i < count; i++)
        {
            for (int a = 0; a < d; a++)
                latent[a] = gaussians.Mean(caption)[a] + displacements[caption, i, a];
            pixels[i] = new double[space.Pixels];
            space.Decode(latent, pixels[i]);
        }

        return pixels;
    }
}
