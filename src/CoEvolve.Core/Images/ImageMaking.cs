using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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
        for (int k = 0; k < innovations.Captions; k++)
        {
            Span<double> from = innovations.OfCaption(k);
            if (!from.IsEmpty)
                Displace(ref MemoryMarshal.GetReference(gaussians.Factor(k)), from, ref MemoryMarshal.GetReference(displacements.OfCaption(k)), innovations.Dimension);
        }
    }

    // Two blocks at a time; a last single one is done twice over, and stored once.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Displace(ref double factor, Span<double> innovations, ref double displacements, int d)
    {
        int size = d * RandomStream.Lanes;
        for (int start = 0; start < innovations.Length; start += 2 * size)
        {
            ref double z = ref innovations[start];
            ref double delta = ref Unsafe.Add(ref displacements, start);
            bool alone = start + size == innovations.Length;
            ref double secondZ = ref Unsafe.Add(ref z, alone ? 0 : size);
            ref double secondDelta = ref Unsafe.Add(ref delta, alone ? 0 : size);
            int a = 0;
            for (; a + 4 <= d; a += 4)
            {
                TriangularBlocks.FourRows(
                    ref factor, d, a, ref z, ref secondZ,
                    out Vector512<double> x0, out Vector512<double> x1, out Vector512<double> x2, out Vector512<double> x3,
                    out Vector512<double> y0, out Vector512<double> y1, out Vector512<double> y2, out Vector512<double> y3);
                nuint at = (nuint)(a * RandomStream.Lanes);
                x0.StoreUnsafe(ref delta, at);
                x1.StoreUnsafe(ref delta, at + 8);
                x2.StoreUnsafe(ref delta, at + 16);
                x3.StoreUnsafe(ref delta, at + 24);
                y0.StoreUnsafe(ref secondDelta, at);
                y1.StoreUnsafe(ref secondDelta, at + 8);
                y2.StoreUnsafe(ref secondDelta, at + 16);
                y3.StoreUnsafe(ref secondDelta, at + 24);
            }

            for (; a < d; a++)
            {
                TriangularBlocks.OneRow(ref factor, d, a, ref z, ref secondZ, out Vector512<double> x, out Vector512<double> y);
                x.StoreUnsafe(ref delta, (nuint)(a * RandomStream.Lanes));
                y.StoreUnsafe(ref secondDelta, (nuint)(a * RandomStream.Lanes));
            }
        }
    }
}
