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
        for (int b = 0; b < d; b++)
        {
            double mean = Unsafe.Add(ref caption, b);
            nuint at = (nuint)(b * Lanes);
            (Vector512.LoadUnsafe(ref seenX, at) + Vector512.Create(Unsafe.Add(ref meanX, b) - mean)).StoreUnsafe(ref x, at);
            (Vector512.LoadUnsafe(ref seenY, at) + Vector512.Create(Unsafe.Add(ref meanY, b) - mean)).StoreUnsafe(ref y, at);
        }

        ref double w = ref Unsafe.Add(ref caption, d);
        int a = 0;
        for (; a + 4 <= d; a += 4)
        {
            TriangularBlocks.FourRows(
                ref w, d, a, ref x, ref y,
                out Vector512<double> u0, out Vector512<double> u1, out Vector512<double> u2, out Vector512<double> u3,
                out Vector512<double> v0, out Vector512<double> v1, out Vector512<double> v2, out Vector512<double> v3);
            logX = Less(Less(Less(Less(logX, u0), u1), u2), u3);
            logY = Less(Less(Less(Less(logY, v0), v1), v2), v3);
            if (Vector512.LessThanAll(logX, limitX) && Vector512.LessThanAll(logY, limitY))
                return;
        }

        for (; a < d; a++)
        {
            TriangularBlocks.OneRow(ref w, d, a, ref x, ref y, out Vector512<double> u, out Vector512<double> v);
            logX = Less(logX, u);
            logY = Less(logY, v);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Less(Vector512<double> from, Vector512<double> root) => Vector512.FusedMultiplyAdd(-root, root, from);
}
