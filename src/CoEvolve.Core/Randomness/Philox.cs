using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CoEvolve.Core;

/// <summary>
/// Philox 4×32 with ten rounds: a random function of a 128-bit counter under a 64-bit key. Having no state, it can be
/// asked for any number of any stream in any order.
/// </summary>
/// <remarks>
/// Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011. The tests hold it
/// against that paper's known answers.
/// </remarks>
internal static class Philox
{
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;
    private const int Rounds = 10;

    /// <summary>The 128 bits of one counter, as two 64-bit words.</summary>
    public static (ulong First, ulong Second) Next(ulong key, uint c0, uint c1, uint c2, uint c3)
    {
        uint k0 = (uint)key, k1 = (uint)(key >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = (ulong)c0 * Multiplier0;
            ulong product1 = (ulong)c2 * Multiplier1;
            (c0, c1, c2, c3) = ((uint)(product1 >> 32) ^ c1 ^ k0, (uint)product1, (uint)(product0 >> 32) ^ c3 ^ k1, (uint)product0);
            k0 += Weyl0;
            k1 += Weyl1;
        }

        return (c0 | ((ulong)c1 << 32), c2 | ((ulong)c3 << 32));
    }

    /// <summary>
    /// Eight counters at once, which differ in their first word: c0, c0 + 1, … c0 + 7. Lane i of the results are the two
    /// words that <see cref="Next"/> gives for c0 + i.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void NextEight(ulong key, uint c0, uint c1, uint c2, uint c3, out Vector512<ulong> first, out Vector512<ulong> second)
    {
        // Each 32-bit word sits in the low half of a 64-bit lane. The high half may hold rubbish between rounds: the
        // multiplication reads the low half only.
        Vector512<ulong> low = Vector512.Create(0xFFFFFFFFul);
        Vector512<ulong> x0 = (Vector512.Create((ulong)c0) + Vector512.Create(0ul, 1, 2, 3, 4, 5, 6, 7)) & low;
        Vector512<ulong> x1 = Vector512.Create((ulong)c1);
        Vector512<ulong> x2 = Vector512.Create((ulong)c2);
        Vector512<ulong> x3 = Vector512.Create((ulong)c3);
        Vector512<ulong> m0 = Vector512.Create((ulong)Multiplier0);
        Vector512<ulong> m1 = Vector512.Create((ulong)Multiplier1);
        Vector512<ulong> k0 = Vector512.Create((ulong)(uint)key), k1 = Vector512.Create(key >> 32);
        Round(ref x0, ref x1, ref x2, ref x3, m0, m1, ref k0, ref k1);
        Round(ref x0, ref x1, ref x2, ref x3, m0, m1, ref k0, ref k1);
        Round(ref x0, ref x1, ref x2, ref x3, m0, m1, ref k0, ref k1);
        Round(ref x0, ref x1, ref x2, ref x3, m0, m1, ref k0, ref k1);
        Round(ref x0, ref x1, ref x2, ref x3, m0, m1, ref k0, ref k1);
        Round(ref x0, ref x1, ref x2, ref x3, m0, m1, ref k0, ref k1);
        Round(ref x0, ref x1, ref x2, ref x3, m0, m1, ref k0, ref k1);
        Round(ref x0, ref x1, ref x2, ref x3, m0, m1, ref k0, ref k1);
        Round(ref x0, ref x1, ref x2, ref x3, m0, m1, ref k0, ref k1);
        Round(ref x0, ref x1, ref x2, ref x3, m0, m1, ref k0, ref k1);

        first = (x0 & low) | Vector512.ShiftLeft(x1, 32);
        second = (x2 & low) | Vector512.ShiftLeft(x3, 32);
    }

    // Written out ten times rather than looped over: a loop spends as long on moving registers as on the round.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(
        ref Vector512<ulong> x0,
        ref Vector512<ulong> x1,
        ref Vector512<ulong> x2,
        ref Vector512<ulong> x3,
        Vector512<ulong> m0,
        Vector512<ulong> m1,
        ref Vector512<ulong> k0,
        ref Vector512<ulong> k1)
    {
        Vector512<ulong> product0 = MultiplyLow(x0, m0);
        Vector512<ulong> product1 = MultiplyLow(x2, m1);
        x0 = Vector512.ShiftRightLogical(product1, 32) ^ x1 ^ k0;
        x1 = product1;
        x2 = Vector512.ShiftRightLogical(product0, 32) ^ x3 ^ k1;
        x3 = product0;
        k0 += Vector512.Create((ulong)Weyl0);
        k1 += Vector512.Create((ulong)Weyl1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> MultiplyLow(Vector512<ulong> a, Vector512<ulong> b)
    {
        if (Avx512F.IsSupported)
            return Avx512F.Multiply(a.AsUInt32(), b.AsUInt32());
        if (Avx2.IsSupported)
        {
            return Vector512.Create(
                Avx2.Multiply(a.GetLower().AsUInt32(), b.GetLower().AsUInt32()),
                Avx2.Multiply(a.GetUpper().AsUInt32(), b.GetUpper().AsUInt32()));
        }

        return (a & Vector512.Create(0xFFFFFFFFul)) * b;
    }
}
