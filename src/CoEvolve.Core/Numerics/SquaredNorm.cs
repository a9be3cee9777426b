using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>Sums of squares of neighbouring numbers, in eight fixed lanes: element i belongs to lane i mod 8.</summary>
/// <remarks>What is left of a length that is no multiple of eight is summed by itself, in order, and added last.</remarks>
internal static class SquaredNorm
{
    private const int Lanes = RandomStream.Lanes;

    /// <summary>Σ x_i².</summary>
    public static double Of(ReadOnlySpan<double> x)
    {
        ref double at = ref MemoryMarshal.GetReference(x);
        Vector512<double> eight = Vector512<double>.Zero;
        int i = 0;
        for (; i + Lanes <= x.Length; i += Lanes)
        {
            Vector512<double> v = Vector512.LoadUnsafe(ref at, (nuint)i);
            eight = Vector512.FusedMultiplyAdd(v, v, eight);
        }

        double rest = 0;
        for (int j = i; j < x.Length; j++)
            rest = Math.FusedMultiplyAdd(x[j], x[j], rest);
        return i == 0 ? rest : LaneSum.Of(eight) + rest;
    }

    /// <summary>Σ (x_i − y_i)².</summary>
    /// <param name="y">As long as x.</param>
    public static double OfDifference(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Vector512<double> eight = Vector512<double>.Zero;
        int i = 0;
        for (; i + Lanes <= x.Length; i += Lanes)
        {
            Vector512<double> v = Vector512.Create(x[i..]) - Vector512.Create(y[i..]);
            eight = Vector512.FusedMultiplyAdd(v, v, eight);
        }

        double rest = 0;
        for (int j = i; j < x.Length; j++)
            rest = Math.FusedMultiplyAdd(x[j] - y[j], x[j] - y[j], rest);
        return i == 0 ? rest : LaneSum.Of(eight) + rest;
    }
}
