using CoEvolve.Core;

namespace CoEvolve.Actors;

/// <summary>The binary form in which a model's whole parameters are stored, so that any generation can be looked at later.</summary>
/// <remarks>
/// Version 1, little-endian: a text model is K (int32) and p (K doubles); an image model is K, d (int32), μ (K·d doubles)
/// and A (K·d·d doubles, row-major, lower triangular).
/// </remarks>
public static class ModelSnapshot
{
    /// <summary>The version that is written, stored beside each snapshot.</summary>
    public const int FormatVersion = 1;

    /// <summary>Writes a text model.</summary>
    public static byte[] Of(double[] shares)
    {
        ArgumentNullException.ThrowIfNull(shares);
        return Binary.Write(writer =>
        {
            writer.Write(shares.Length);
            writer.WriteDoubles(shares);
        });
    }

    /// <summary>Writes an image model.</summary>
    public static byte[] Of(CaptionGaussians gaussians)
    {
        ArgumentNullException.ThrowIfNull(gaussians);
        return Binary.Write(writer =>
        {
            writer.Write(gaussians.Captions);
            writer.Write(gaussians.Dimension);
            writer.WriteDoubles(gaussians.Means);
            writer.WriteDoubles(gaussians.Factors);
        });
    }

    /// <summary>Reads a text model's p.</summary>
    /// <exception cref="FormatException">The bytes are no text model's snapshot of this version.</exception>
    public static double[] ReadShares(byte[] parameters) =>
        Binary.Read(parameters, "text model snapshot", reader => reader.ReadDoubles(reader.ReadCount()));

    /// <summary>Reads an image model's μ and A.</summary>
    /// <exception cref="FormatException">The bytes are no image model's snapshot of this version.</exception>
    public static CaptionGaussians ReadGaussians(byte[] parameters) =>
        Binary.Read(parameters, "image model snapshot", reader =>
        {
            int captions = reader.ReadCount(), dimension = reader.ReadCount();
            return new CaptionGaussians(
                captions,
                dimension,
                reader.ReadDoubles((long)captions * dimension),
                reader.ReadDoubles((long)captions * dimension * dimension));
        });
}
