using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>
/// Rows of L·v for a lower triangular L and sixteen vectors v at once: two blocks of eight, as <see cref="ImageBatch"/>
/// lays them out. The inner loop of making images and of reading them.
/// </summary>
/// <remarks>
/// Four rows of two blocks are eight sums in registers: enough to hide the latency of a multiply-add, and each element of
/// L, once loaded, serves sixteen vectors. Each sum runs over the columns in order, so bits do not depend on how rows are
/// grouped.
/// </remarks>
internal static class TriangularBlocks
{
    /// <summary>Rows a to a + 3, of the first block (x) and of the second (y).</summary>
    /// <param name="l">L, d×d, row-major.</param>
    /// <param name="first">First block of v, d rows of eight.</param>
    /// <param name="second">Second block; may be the first again.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FourRows(
        ref double l,
        int d,
        int a,
        ref double first,
        ref double second,
        out Vector512<double> x0,
        out Vector512<double> x1,
        out Vector512<double> x2,
        out Vector512<double> x3,
        out Vector512<double> y0,
        out Vector512<double> y1,
        out Vector512<double> y2,
        out Vector512<double> y3)
    {
        ref double row0 = ref Unsafe.Add(ref l, a * d);
        ref double row1 = ref Unsafe.Add(ref row0, d);
        ref double row2 = ref Unsafe.Add(ref row1, d);
        ref double row3 = ref Unsafe.Add(ref row2, d);
        x0 = x1 = x2 = x3 = y0 = y1 = y2 = y3 = Vector512<double>.Zero;
        for (int b = 0; b < a; b++)
        {
            Vector512<double> x = Vector512.LoadUnsafe(ref first, (nuint)(b * 8)), y = Vector512.LoadUnsafe(ref second, (nuint)(b * 8));
            Add(ref row0, b, x, y, ref x0, ref y0);
            Add(ref row1, b, x, y, ref x1, ref y1);
            Add(ref row2, b, x, y, ref x2, ref y2);
            Add(ref row3, b, x, y, ref x3, ref y3);
        }

        // The triangle at the end: column a + c has entries from row a + c on.
        Vector512<double> u = Vector512.LoadUnsafe(ref first, (nuint)(a * 8)), v = Vector512.LoadUnsafe(ref second, (nuint)(a * 8));
        Add(ref row0, a, u, v, ref x0, ref y0);
        Add(ref row1, a, u, v, ref x1, ref y1);
        Add(ref row2, a, u, v, ref x2, ref y2);
        Add(ref row3, a, u, v, ref x3, ref y3);
        u = Vector512.LoadUnsafe(ref first, (nuint)((a + 1) * 8));
        v = Vector512.LoadUnsafe(ref second, (nuint)((a + 1) * 8));
        Add(ref row1, a + 1, u, v, ref x1, ref y1);
        Add(ref row2, a + 1, u, v, ref x2, ref y2);
        Add(ref row3, a + 1, u, v, ref x3, ref y3);
        u = Vector512.LoadUnsafe(ref first, (nuint)((a + 2) * 8));
        v = Vector512.LoadUnsafe(ref second, (nuint)((a + 2) * 8));
        Add(ref row2, a + 2, u, v, ref x2, ref y2);
        Add(ref row3, a + 2, u, v, ref x3, ref y3);
        u = Vector512.LoadUnsafe(ref first, (nuint)((a + 3) * 8));
        v = Vector512.LoadUnsafe(ref second, (nuint)((a + 3) * 8));
        Add(ref row3, a + 3, u, v, ref x3, ref y3);
    }

    /// <summary>Row a alone, for what is left of a dimension that is no multiple of four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OneRow(ref double l, int d, int a, ref double first, ref double second, out Vector512<double> x, out Vector512<double> y)
    {
        ref double row = ref Unsafe.Add(ref l, a * d);
        x = Vector512<double>.Zero;
        y = x;
        for (int b = 0; b <= a; b++)
            Add(ref row, b, Vector512.LoadUnsafe(ref first, (nuint)(b * 8)), Vector512.LoadUnsafe(ref second, (nuint)(b * 8)), ref x, ref y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref double row, int column, Vector512<double> u, Vector512<double> v, ref Vector512<double> x, ref Vector512<double> y)
    {
        Vector512<double> entry = Vector512.Create(Unsafe.Add(ref row, column));
        x = Vector512.FusedMultiplyAdd(entry, u, x);
        y = Vector512.FusedMultiplyAdd(entry, v, y);
    }
}
