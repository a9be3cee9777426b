using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>Densities in two dimensions, written out: loops would cost more than they do.</summary>
internal readonly struct DensityInPlane : IDensityOfBlocks
{
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
        Vector512<double> w00 = Vector512.Create(Unsafe.Add(ref caption, 2));
        Vector512<double> w10 = Vector512.Create(Unsafe.Add(ref caption, 4)), w11 = Vector512.Create(Unsafe.Add(ref caption, 5));
        Vector512<double> x0 = Vector512.LoadUnsafe(ref seenX) + Vector512.Create(meanX - caption);
        Vector512<double> x1 = Vector512.LoadUnsafe(ref seenX, 8) + Vector512.Create(Unsafe.Add(ref meanX, 1) - Unsafe.Add(ref caption, 1));
        Vector512<double> y0 = Vector512.LoadUnsafe(ref seenY) + Vector512.Create(meanY - caption);
        Vector512<double> y1 = Vector512.LoadUnsafe(ref seenY, 8) + Vector512.Create(Unsafe.Add(ref meanY, 1) - Unsafe.Add(ref caption, 1));
        logX = LaneMath.MinusSquare(LaneMath.MinusSquare(logX, w00 * x0), Vector512.FusedMultiplyAdd(w11, x1, w10 * x0));
        logY = LaneMath.MinusSquare(LaneMath.MinusSquare(logY, w00 * y0), Vector512.FusedMultiplyAdd(w11, y1, w10 * y0));
    }
}
