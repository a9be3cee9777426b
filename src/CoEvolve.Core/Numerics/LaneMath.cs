using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CoEvolve.Core;

/// <summary>Arithmetic of eight lanes for which the portable vectors have no single operation.</summary>
internal static class LaneMath
{
    /// <summary>a − x², rounded once, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> MinusSquare(Vector512<double> a, Vector512<double> x) =>
        Avx512F.IsSupported ? Avx512F.FusedMultiplyAddNegated(x, x, a) : Vector512.FusedMultiplyAdd(-x, x, a);
}
