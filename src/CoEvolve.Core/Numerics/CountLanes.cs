using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>Eight neighbouring integers of an array as a vector, also where the array ends before.</summary>
internal static class CountLanes
{
    private const int Lanes = RandomStream.Lanes;

    /// <summary>The eight integers from <paramref name="first"/> on; 0 beyond the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Load(ReadOnlySpan<int> values, int first) =>
        values.Length - first >= Lanes ? Vector256.Create(values[first..]) : LoadSome(values[first..]);

    /// <summary>Puts them back; what is beyond the end is dropped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<int> eight, Span<int> values, int first)
    {
        if (values.Length - first >= Lanes)
            eight.CopyTo(values[first..]);
        else
            StoreSome(eight, values[first..]);
    }

    /// <summary>The same numbers as doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> ToDouble(Vector256<int> eight)
    {
        (Vector256<long> low, Vector256<long> high) = Vector256.Widen(eight);
        return Vector512.ConvertToDouble(Vector512.Create(low, high));
    }

    private static Vector256<int> LoadSome(ReadOnlySpan<int> values)
    {
        Span<int> eight = stackalloc int[Lanes];
        eight.Clear();
        values.CopyTo(eight);
        return Vector256.Create<int>(eight);
    }

    private static void StoreSome(Vector256<int> eight, Span<int> values)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = eight.GetElement(i);
    }
}
