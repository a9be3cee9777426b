using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>Which of a block's eight lanes hold images, and which padding.</summary>
internal static class LaneMask
{
    /// <summary>All bits set in the first <paramref name="count"/> of eight lanes (in all of them from 8 on), none in the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Of(int count) =>
        Vector512.GreaterThan(Vector512.Create((long)count), Vector512.Create(0L, 1, 2, 3, 4, 5, 6, 7)).AsDouble();
}
