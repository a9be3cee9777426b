namespace CoEvolve.Charts;

/// <summary>Turns pictures into data URIs.</summary>
internal static class PictureData
{
    /// <summary>A PNG in which paper is white and ink is black; dark pages invert it.</summary>
    public static string Uri(GrayImage image)
    {
        var pixels = new byte[image.Height * image.Width];
        for (int i = 0; i < pixels.Length; i++)
        {
            double ink = image.Intensities[i] / image.Maximum;
            pixels[i] = (byte)(255 - (int)Math.Round(255 * (double.IsNaN(ink) ? 0 : Math.Clamp(ink, 0, 1))));
        }

        return "data:image/png;base64," + Convert.ToBase64String(PngEncoder.Encode(image.Width, image.Height, pixels));
    }
}
