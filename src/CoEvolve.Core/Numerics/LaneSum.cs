using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>The one order in which eight lanes are added up, whatever the machine's vector width.</summary>
internal static class LaneSum
{
    /// <summary>((l0 + l4) + (l2 + l6)) + ((l1 + l5) + (l3 + l7)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Of(Vector256<double> low, Vector256<double> high)
    {
        Vector256<double> four = low + high;
        return (four.GetElement(0) + four.GetElement(2)) + (four.GetElement(1) + four.GetElement(3));
    }

    /// <summary>The same for a vector of eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Of(Vector512<double> eight) => Of(eight.GetLower(), eight.GetUpper());

    /// <summary>The same for eight doubles in memory.</summary>
    public static double Of(ReadOnlySpan<double> eight) =>
        Of(Vector256.Create(eight), Vector256.Create(eight[4..]));
}
