using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>Densities in any dimension: four rows of the whitener at a time, as long as one of the blocks is not negligible.</summary>
internal readonly struct DensityInSpace : IDensityOfBlocks
{
    private const int Lanes = RandomStream.Lanes;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Subtract(
        int d,
        ref double caption,
        ref double meanX,
        ref double seenX,
        ref double meanY,
        ref double seenY,
        ref double scratch,
        Vector512<double> limitX,
        Vector512<double> limitY,
        ref Vector512<double> logX,
        ref Vector512<double> logY)
    {
        ref double x = ref scratch;
        ref double y = ref Unsafe.Add(ref scratch, d * Lanes);
        ref double shiftX = ref Unsafe.Add(ref y, d * Lanes);
        ref double shiftY = ref Unsafe.Add(ref shiftX, d);
        Shift(d, ref meanX, ref caption, ref shiftX);
        Shift(d, ref meanY, ref caption, ref shiftY);
        for (int b = 0; b < d; b++)
        {
            nuint at = (nuint)(b * Lanes);
            (Vector512.LoadUnsafe(ref seenX, at) + Vector512.Create(Unsafe.Add(ref shiftX, b))).StoreUnsafe(ref x, at);
            (Vector512.LoadUnsafe(ref seenY, at) + Vector512.Create(Unsafe.Add(ref shiftY, b))).StoreUnsafe(ref y, at);
        }

        ref double w = ref Unsafe.Add(ref caption, d);
        int a = 0;
        for (; a + 4 <= d; a += 4)
        {
            TriangularBlocks.FourRows(
                ref w, d, a, ref x, ref y,
                out Vector512<double> u0, out Vector512<double> u1, out Vector512<double> u2, out Vector512<double> u3,
                out Vector512<double> v0, out Vector512<double> v1, out Vector512<double> v2, out Vector512<double> v3);
            logX = LaneMath.MinusSquare(LaneMath.MinusSquare(LaneMath.MinusSquare(LaneMath.MinusSquare(logX, u0), u1), u2), u3);
            logY = LaneMath.MinusSquare(LaneMath.MinusSquare(LaneMath.MinusSquare(LaneMath.MinusSquare(logY, v0), v1), v2), v3);

            // Not after the first rows, which cost little, nor before the last, which are soon done.
            if (a > 0 && a + 8 <= d && Vector512.LessThanAll(logX, limitX) && Vector512.LessThanAll(logY, limitY))
                return;
        }

        for (; a < d; a++)
        {
            TriangularBlocks.OneRow(ref w, d, a, ref x, ref y, out Vector512<double> u, out Vector512<double> v);
            logX = LaneMath.MinusSquare(logX, u);
            logY = LaneMath.MinusSquare(logY, v);
        }
    }

    // From the caption considered to the one that made the images.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Shift(int d, ref double from, ref double to, ref double shift)
    {
        int b = 0;
        for (; b + Lanes <= d; b += Lanes)
            (Vector512.LoadUnsafe(ref from, (nuint)b) - Vector512.LoadUnsafe(ref to, (nuint)b)).StoreUnsafe(ref shift, (nuint)b);
        for (; b < d; b++)
            Unsafe.Add(ref shift, b) = Unsafe.Add(ref from, b) - Unsafe.Add(ref to, b);
    }
}
