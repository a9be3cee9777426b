using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>Mean and scatter of a run of one caption's images.</summary>
/// <remarks>
/// Centred before it is squared, so that two nearly equal images keep all digits of their difference. Eight sums in registers
/// at a time. Scratch memory of one thread.
/// </remarks>
internal sealed class ScatterKernel
{
    private const int Lanes = RandomStream.Lanes;

    // Blocks that are centred at once: few enough to stay in the nearest cache.
    private const int MostBlocks = 16;

    private readonly int _d;
    private readonly double[] _centred;
    private readonly double[] _sums;

    public ScatterKernel(int dimension)
    {
        _d = dimension;
        _centred = LineAligned.Allocate(MostBlocks * dimension * Lanes);
        _sums = LineAligned.Allocate(dimension * dimension * Lanes);
    }

    /// <summary>Measures a run.</summary>
    /// <param name="blocks">Its blocks; what stands in the padding of the last is not read.</param>
    /// <param name="images">Number of its images, ≥ 1.</param>
    /// <param name="numbers">Mean, length d, then the lower half of Σ (z − z̄)(z − z̄)ᵀ, row by row; overwritten.</param>
    public void Measure(ReadOnlySpan<double> blocks, int images, Span<double> numbers)
    {
        ref double first = ref MemoryMarshal.GetReference(blocks);
        int size = _d * Lanes, count = blocks.Length / size;
        Vector512<double> mask = LaneMask.Of(images - ((count - 1) * Lanes));
        if (_d == 2)
        {
            MeasureInPlane(ref first, count, mask, images, numbers);
            return;
        }

        for (int a = 0; a < _d; a++)
            numbers[a] = Mean(ref Unsafe.Add(ref first, a * Lanes), count, size, mask, images);
        Span<double> sums = LineAligned.Span(_sums), centred = LineAligned.Span(_centred);
        sums.Clear();
        for (int start = 0; start < count; start += MostBlocks)
        {
            int some = Math.Min(MostBlocks, count - start);
            Centre(ref Unsafe.Add(ref first, start * size), ref MemoryMarshal.GetReference(centred), some, numbers, start + some == count ? mask : Vector512<double>.AllBitsSet);
            AddScatter(ref MemoryMarshal.GetReference(centred), some, ref MemoryMarshal.GetReference(sums));
        }

        int next = _d;
        for (int a = 0; a < _d; a++)
        {
            for (int b = 0; b <= a; b++)
                numbers[next++] = LaneSum.Of(sums.Slice(((a * _d) + b) * Lanes, Lanes));
        }
    }

    // The same operations in the same order for two dimensions, all in registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MeasureInPlane(ref double first, int count, Vector512<double> mask, int images, Span<double> numbers)
    {
        const int size = 2 * Lanes;
        numbers[0] = Mean(ref first, count, size, mask, images);
        numbers[1] = Mean(ref Unsafe.Add(ref first, Lanes), count, size, mask, images);
        Vector512<double> mean0 = Vector512.Create(numbers[0]), mean1 = Vector512.Create(numbers[1]);
        Vector512<double> s00 = Vector512<double>.Zero, s10 = s00, s11 = s00;
        nuint last = (nuint)((count - 1) * size);
        for (nuint at = 0; at <= last; at += size)
        {
            Vector512<double> z0 = Vector512.LoadUnsafe(ref first, at) - mean0, z1 = Vector512.LoadUnsafe(ref first, at + Lanes) - mean1;
            if (at == last)
            {
                z0 &= mask;
                z1 &= mask;
            }

            s00 = Vector512.FusedMultiplyAdd(z0, z0, s00);
            s10 = Vector512.FusedMultiplyAdd(z1, z0, s10);
            s11 = Vector512.FusedMultiplyAdd(z1, z1, s11);
        }

        numbers[2] = LaneSum.Of(s00);
        numbers[3] = LaneSum.Of(s10);
        numbers[4] = LaneSum.Of(s11);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Mean(ref double row, int count, int size, Vector512<double> mask, int images)
    {
        Vector512<double> sum = Vector512<double>.Zero;
        nuint at = 0;
        for (int block = 1; block < count; block++, at += (nuint)size)
            sum += Vector512.LoadUnsafe(ref row, at);
        sum += Vector512.LoadUnsafe(ref row, at) & mask;
        return LaneSum.Of(sum) / images;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Centre(ref double from, ref double to, int blocks, ReadOnlySpan<double> means, Vector512<double> lastMask)
    {
        nuint size = (nuint)(_d * Lanes), last = (nuint)(blocks - 1) * size;
        for (int a = 0; a < _d; a++)
        {
            Vector512<double> mean = Vector512.Create(means[a]);
            nuint at = (nuint)(a * Lanes);
            for (; at < last; at += size)
                (Vector512.LoadUnsafe(ref from, at) - mean).StoreUnsafe(ref to, at);
            ((Vector512.LoadUnsafe(ref from, at) - mean) & lastMask).StoreUnsafe(ref to, at);
        }
    }

    // Tiles of four rows by two columns; what a tile has above the diagonal is computed and never read. Rows that are left
    // over are done one product at a time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddScatter(ref double z, int blocks, ref double sums)
    {
        nuint size = (nuint)(_d * Lanes), end = (nuint)blocks * size;
        int a = 0;
        for (; a + 4 <= _d; a += 4)
        {
            for (int b = 0; b < a + 4; b += 2)
                AddTile(ref Unsafe.Add(ref z, a * Lanes), ref Unsafe.Add(ref z, b * Lanes), ref Unsafe.Add(ref sums, ((a * _d) + b) * Lanes), size, end);
        }

        for (; a < _d; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                ref double rowA = ref Unsafe.Add(ref z, a * Lanes);
                ref double rowB = ref Unsafe.Add(ref z, b * Lanes);
                ref double target = ref Unsafe.Add(ref sums, ((a * _d) + b) * Lanes);
                Vector512<double> sum = Vector512.LoadUnsafe(ref target);
                for (nuint at = 0; at < end; at += size)
                    sum = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref rowA, at), Vector512.LoadUnsafe(ref rowB, at), sum);
                sum.StoreUnsafe(ref target);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTile(ref double rowA, ref double rowB, ref double sums, nuint size, nuint end)
    {
        ref double sums1 = ref Unsafe.Add(ref sums, size);
        ref double sums2 = ref Unsafe.Add(ref sums1, size);
        ref double sums3 = ref Unsafe.Add(ref sums2, size);
        Vector512<double> s00 = Vector512.LoadUnsafe(ref sums), s01 = Vector512.LoadUnsafe(ref sums, Lanes);
        Vector512<double> s10 = Vector512.LoadUnsafe(ref sums1), s11 = Vector512.LoadUnsafe(ref sums1, Lanes);
        Vector512<double> s20 = Vector512.LoadUnsafe(ref sums2), s21 = Vector512.LoadUnsafe(ref sums2, Lanes);
        Vector512<double> s30 = Vector512.LoadUnsafe(ref sums3), s31 = Vector512.LoadUnsafe(ref sums3, Lanes);
        for (nuint at = 0; at < end; at += size)
        {
            Vector512<double> b0 = Vector512.LoadUnsafe(ref rowB, at), b1 = Vector512.LoadUnsafe(ref rowB, at + Lanes);
            Vector512<double> a0 = Vector512.LoadUnsafe(ref rowA, at), a1 = Vector512.LoadUnsafe(ref rowA, at + Lanes);
            Vector512<double> a2 = Vector512.LoadUnsafe(ref rowA, at + (2 * Lanes)), a3 = Vector512.LoadUnsafe(ref rowA, at + (3 * Lanes));
            s00 = Vector512.FusedMultiplyAdd(a0, b0, s00);
            s01 = Vector512.FusedMultiplyAdd(a0, b1, s01);
            s10 = Vector512.FusedMultiplyAdd(a1, b0, s10);
            s11 = Vector512.FusedMultiplyAdd(a1, b1, s11);
            s20 = Vector512.FusedMultiplyAdd(a2, b0, s20);
            s21 = Vector512.FusedMultiplyAdd(a2, b1, s21);
            s30 = Vector512.FusedMultiplyAdd(a3, b0, s30);
            s31 = Vector512.FusedMultiplyAdd(a3, b1, s31);
        }

        s00.StoreUnsafe(ref sums);
        s01.StoreUnsafe(ref sums, Lanes);
        s10.StoreUnsafe(ref sums1);
        s11.StoreUnsafe(ref sums1, Lanes);
        s20.StoreUnsafe(ref sums2);
        s21.StoreUnsafe(ref sums2, Lanes);
        s30.StoreUnsafe(ref sums3);
        s31.StoreUnsafe(ref sums3, Lanes);
    }
}
