using System.Text;
using CoEvolve.Core;
using CoEvolve.Report;

namespace CoEvolve.Cli;

/// <summary>Draws sample images of one caption in plain characters, so that collapse can be seen in a terminal.</summary>
internal static class SamplePictures
{
    private const int Pictures = 5;
    private const int MostPixelsASide = 8;
    private const string Shades = " .:-=+*#%@";

    /// <summary>Whether images of this space are square and small enough.</summary>
    public static bool CanShow(FittedImageSpace space) => SampleImages.CanShow(space, MostPixelsASide);

    /// <summary>Draws five images side by side.</summary>
    /// <param name="gaussians">The image model at some generation.</param>
    /// <param name="space">Turns latent points into pixels.</param>
    /// <param name="caption">Index of the caption.</param>
    /// <param name="seed">The experiment's seed; the same innovations are used at every generation, so pictures compare.</param>
    public static string Draw(CaptionGaussians gaussians, FittedImageSpace space, int caption, ulong seed)
    {
        int side = SampleImages.Side(space);
        double[][] pixels = SampleImages.Draw(gaussians, space, caption, seed, Pictures);
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

    private static char Shade(double pixel) =>
        Shades[(int)Math.Clamp(pixel / SampleImages.Darkest * Shades.Length, 0, Shades.Length - 1)];
}
