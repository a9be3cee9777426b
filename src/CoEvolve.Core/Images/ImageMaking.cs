using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>How an image model makes images: innovations z ~ N(0, I), displaced by δ = A_k z.</summary>
public static class ImageMaking
{
    /// <summary>Draws the innovations of a batch.</summary>
    /// <param name="key">Seed, image model, who prompted it, and <see cref="StreamPurpose.Images"/>.</param>
    /// <param name="innovations">Laid out; overwritten. Image i of caption k is the same whatever the counts are.</param>
    /// <remarks>O(N·d). One stream a caption.</remarks>
    public static void DrawInnovations(StreamKey key, int replicate, int generation, ImageBatch innovations)
    {
        ArgumentNullException.ThrowIfNull(innovations);
        for (int k = 0; k < innovations.Captions; k++)
        {
            if (innovations.Counts[k] > 0)
                new RandomStream(key, replicate, generation, k).FillNormals(innovations.OfCaption(k));
        }
    }

    /// <summary>δ = A_k z for every image of a batch.</summary>
    /// <param name="displacements">Another batch of the same shape; overwritten.</param>
    /// <remarks>O(N·d²/2). Draws no random numbers.</remarks>
    public static void Displace(CaptionGaussians gaussians, ImageBatch innovations, ImageBatch displacements)
    {
        ArgumentNullException.ThrowIfNull(gaussians);
        ArgumentNullException.ThrowIfNull(innovations);
        ArgumentNullException.ThrowIfNull(displacements);
        displacements.Layout(innovations.Counts);
        int d = innovations.Dimension, size = d * RandomStream.Lanes;
        for (int k = 0; k < innovations.Captions; k++)
        {
            ReadOnlySpan<double> from = innovations.OfCaption(k);
            Span<double> to = displacements.OfCaption(k);
            ReadOnlySpan<double> factor = gaussians.Factor(k);
            for (int start = 0; start < from.Length; start += size)
                DisplaceBlock(factor, from.Slice(start, size), to.Slice(start, size), d);
        }
    }

    private static void DisplaceBlock(ReadOnlySpan<double> factor, ReadOnlySpan<double> z, Span<double> delta, int d)
    {
        for (int a = 0; a < d; a++)
        {
            Vector256<double> low = Vector256<double>.Zero, high = Vector256<double>.Zero;
            for (int b = 0; b <= a; b++)
            {
                Vector256<double> entry = Vector256.Create(factor[(a * d) + b]);
                ReadOnlySpan<double> row = z.Slice(b * RandomStream.Lanes, RandomStream.Lanes);
                low = Vector256.FusedMultiplyAdd(entry, Vector256.Create(row), low);
                high = Vector256.FusedMultiplyAdd(entry, Vector256.Create(row[4..]), high);
            }

            Span<double> target = delta.Slice(a * RandomStream.Lanes, RandomStream.Lanes);
            low.CopyTo(target);
            high.CopyTo(target[4..]);
        }
    }
}
