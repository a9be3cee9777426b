using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>Counts how many of N uniform numbers lie below each of some thresholds.</summary>
/// <remarks>
/// Bit by bit instead of number by number: a word holds one bit of each of 64 uniforms, a vector eight thresholds, and a
/// comparison takes a few logical operations a bit for all 512 pairs. Sixteen bits settle nearly all of them; where one is
/// still equal to a threshold, its next sixteen bits are drawn. So a number costs a quarter of the random bits that a double
/// would, and is compared to 64 bits all the same. Holds scratch memory. Not thread-safe.
/// </remarks>
internal sealed class ThresholdCounts
{
    /// <summary>Thresholds are counted in groups of this many.</summary>
    public const int Group = 8;

    private const int Bits = 16;
    private const int Sections = 64 / Bits;
    private const int WordBits = 64;

    private readonly ulong[] _masks = new ulong[Bits * Group];
    private ulong[] _planes = [];
    private ulong[] _less = [];
    private ulong[] _equal = [];

    /// <summary>Counts.</summary>
    /// <param name="key">Who draws for whom, and what for.</param>
    /// <param name="replicate">Number of the replicate.</param>
    /// <param name="generation">Generation.</param>
    /// <param name="draws">N ≥ 1.</param>
    /// <param name="thresholds">In units of 2⁻⁶⁴; a multiple of <see cref="Group"/> of them.</param>
    /// <param name="below">As many; overwritten.</param>
    /// <remarks>O(N + N·thresholds/512). Uses block 0 of the stream.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Count(StreamKey key, int replicate, int generation, int draws, ReadOnlySpan<ulong> thresholds, Span<int> below)
    {
        int words = (draws + WordBits - 1) / WordBits;
        if (_less.Length < words * Group)
        {
            _planes = new ulong[words * Bits];
            _less = new ulong[words * Group];
            _equal = new ulong[words * Group];
        }

        for (int word = 0; word < words; word++)
            DrawPlanes(key, replicate, generation, word, section: 0, _planes.AsSpan(word * Bits, Bits));
        for (int first = 0; first < thresholds.Length; first += Group)
        {
            Vector512<ulong> group = Vector512.Create(thresholds[first..]);
            SpreadBits(group, _masks);
            Compare(_planes, _masks, words, _less, _equal);
            Span<int> counts = below.Slice(first, Group);
            counts.Clear();
            for (int word = 0, left = draws; word < words; word++, left -= WordBits)
            {
                ulong valid = left >= WordBits ? ulong.MaxValue : (1ul << left) - 1;
                int at = word * Group;
                if ((Vector512.LoadUnsafe(ref _equal[at]) & Vector512.Create(valid)) != Vector512<ulong>.Zero)
                    Settle(key, replicate, generation, word, group, _less.AsSpan(at, Group), _equal.AsSpan(at, Group));
                for (int j = 0; j < Group; j++)
                    counts[j] += BitOperations.PopCount(_less[at + j] & valid);
            }
        }
    }

    // Bit i of every number of a word, from the most significant bit of the section on, is one random word.
    private static void DrawPlanes(StreamKey key, int replicate, int generation, int word, int section, Span<ulong> planes)
    {
        uint position = (uint)((word * Sections) + section) * RandomStream.Lanes;
        Philox.NextEight(key.Value, position, 0, (uint)generation, (uint)replicate, out Vector512<ulong> first, out Vector512<ulong> second);
        first.CopyTo(planes);
        second.CopyTo(planes[RandomStream.Lanes..]);
    }

    // For each bit of the section a vector that has all bits set in the lanes of thresholds that have it.
    private static void SpreadBits(Vector512<ulong> thresholds, Span<ulong> masks)
    {
        Vector512<long> left = thresholds.AsInt64();
        for (int i = 0; i < Bits; i++, left += left)
            Vector512.LessThan(left, Vector512<long>.Zero).AsUInt64().CopyTo(masks[(i * Group)..]);
    }

    // From the least significant bit up: a number is less if the highest bit in which it differs is set in the threshold.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Compare(ReadOnlySpan<ulong> planes, ReadOnlySpan<ulong> masks, int words, Span<ulong> lessThan, Span<ulong> equalTo)
    {
        ref ulong plane = ref MemoryMarshal.GetReference(planes[..(words * Bits)]);
        ref ulong mask = ref MemoryMarshal.GetReference(masks[..(Bits * Group)]);
        for (int word = 0; word < words; word++, plane = ref Unsafe.Add(ref plane, Bits))
        {
            Vector512<ulong> less = Vector512<ulong>.Zero, equal = Vector512<ulong>.AllBitsSet;
            for (int i = Bits - 1; i >= 0; i--)
            {
                Vector512<ulong> bits = Vector512.LoadUnsafe(ref mask, (nuint)(i * Group));
                Vector512<ulong> differs = bits ^ Vector512.Create(Unsafe.Add(ref plane, i));
                less = Vector512.ConditionalSelect(differs, bits, less);
                equal = Vector512.AndNot(equal, differs);
            }

            less.CopyTo(lessThan[(word * Group)..]);
            equal.CopyTo(equalTo[(word * Group)..]);
        }
    }

    // Decides the numbers of a word that equal a threshold in all bits of the first section by those after it.
    private static void Settle(StreamKey key, int replicate, int generation, int word, Vector512<ulong> thresholds, Span<ulong> less, Span<ulong> open)
    {
        Span<ulong> planes = stackalloc ulong[Bits], masks = stackalloc ulong[Bits * Group], lower = stackalloc ulong[Group], equal = stackalloc ulong[Group];
        for (int section = 1; section < Sections; section++)
        {
            DrawPlanes(key, replicate, generation, word, section, planes);
            SpreadBits(Vector512.ShiftLeft(thresholds, section * Bits), masks);
            Compare(planes, masks, 1, lower, equal);
            for (int j = 0; j < Group; j++)
            {
                less[j] |= open[j] & lower[j];
                open[j] &= equal[j];
            }
        }
    }
}
