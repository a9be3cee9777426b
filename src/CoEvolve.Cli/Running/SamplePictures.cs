using System.Text;
using CoEvolve.Core;

namespace CoEvolve.Cli;

/// <summary>Draws sample images of one caption in plain characters, so that collapse can be seen in a terminal.</summary>
internal static class SamplePictures
{
    private const int Pictures = 5;
    private const int MostPixelsASide = 8;
    private const string Shades = " .:-=+*#%@";
    private const double Darkest = 16; // the digits' pixels count dots, 0 to 16

    /// <summary>Whether images of this space are square and small enough.</summary>
    public static bool CanShow(FittedImageSpace space) => Side(space) <= MostPixelsASide && Side(space) * Side(space) == space.Pixels;

    /// <summary>Draws five images side by side.</summary>
    /// <param name="gaussians">The image model at some generation.</param>
    /// <param name="space">Turns latent points into pixels.</param>
    /// <param name="caption">Index of the caption.</param>
    /// <param name="seed">The experiment's seed; the same innovations are used at every generation, so pictures compare.</param>
    public static string Draw(CaptionGaussians gaussians, FittedImageSpace space, int caption, ulong seed)
    {
        int d = gaussians.Dimension, side = Side(space);
        var batch = new ImageBatch(gaussians.Captions, d);
        var counts = new int[gaussians.Captions];
        counts[caption] = Pictures;
        batch.Layout(counts);
        ImageMaking.DrawInnovations(StreamKey.Derive(seed, "", "", StreamPurpose.Viewing), replicate: 0, generation: 0, batch);
        var displacements = new ImageBatch(gaussians.Captions, d);
        ImageMaking.Displace(gaussians, batch, displacements);
        var pixels = new double[Pictures][];
        var latent = new double[d];
        for (int i = 0; i < Pictures; i++)
        {
            for (int a = 0; a < d; a++)
                latent[a] = gaussians.Mean(caption)[a] + displacements[caption, i, a];
            pixels[i] = new double[space.Pixels];
            space.Decode(latent, pixels[i]);
        }

        var text = new StringBuilder();
        for (int row = 0; row < side; row++)
        {
            var line = new StringBuilder();
            foreach (double[] picture in pixels)
            {
                for (int column = 0; column < side; column++)
                    line.Append(Shade(picture[(row * side) + column]), 2);
                line.Append("  ");
            }

            text.AppendLine(line.ToString().TrimEnd());
        }

        return text.ToString();
    }

    private static int Side(FittedImageSpace space) => (int)Math.Sqrt(space.Pixels);

    private static char Shade(double pixel) =>
        Shades[(int)Math.Clamp(pixel / Darkest * Shades.Length, 0, Shades.Length - 1)];
}
