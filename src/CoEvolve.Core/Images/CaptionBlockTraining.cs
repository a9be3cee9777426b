using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>
/// Trains eight captions at a time on the statistics of their own images alone, for η = 1: μ ← μ + A z̄, A ← A·L/√n.
/// </summary>
/// <remarks>
/// A lane is a caption. All lanes do the same operations, so a caption's result does not depend on its neighbours; lanes
/// with fewer than 2 images keep what they had. Holds scratch memory. Not thread-safe.
/// </remarks>
internal sealed class CaptionBlockTraining
{
    private const int Lanes = RandomStream.Lanes;

    private readonly int _d;
    private readonly double[] _row;

    /// <summary>Reserves scratch for images of dimension d.</summary>
    public CaptionBlockTraining(int dimension)
    {
        _d = dimension;
        _row = new double[dimension * Lanes];
    }

    /// <summary>Trains those of eight captions that have 2 images or more.</summary>
    /// <param name="order">From what to what, and how; no users, η = 1.</param>
    /// <param name="own">Statistics of the model's own images.</param>
    /// <param name="block">Captions 8·block to 8·block + 7.</param>
    /// <remarks>O(d³/6) multiply-adds of eight lanes.</remarks>
    public void Train(in TrainingOrder order, InnovationStatistics own, int block)
    {
        int first = block * Lanes;
        Vector256<int> images = CountLanes.Load(own.Counts, first);
        Vector256<int> enough = Vector256.GreaterThan(images, Vector256<int>.One);
        if (enough == Vector256<int>.Zero)
            return;
        ImageModelState next = order.Next;
        Vector256<int> ranks = CountLanes.Load(next.Ranks, first), pools = CountLanes.Load(next.PoolSizes, first);
        CountLanes.Store(Vector256.ConditionalSelect(enough, Vector256.Min(images - Vector256<int>.One, ranks), ranks), next.Ranks, first);
        CountLanes.Store(Vector256.ConditionalSelect(enough, images, pools), next.PoolSizes, first);
        double less = order.Estimator == CovarianceEstimator.Unbiased ? 1 : 0;
        TrainBlock(order.Current.Gaussians, own.Block(block), CountLanes.ToDouble(images), less, next.Gaussians, first);
    }

    private void TrainBlock(CaptionGaussians current, ReadOnlySpan<double> statistics, Vector512<double> images, double less, CaptionGaussians next, int first)
    {
        int captions = Math.Min(Lanes, current.Captions - first), size = _d * _d;
        var means = new LaneOffsets(captions, _d);
        var factors = new LaneOffsets(captions, size);
        ref double mean = ref MemoryMarshal.GetReference(next.Means.AsSpan(first * _d, captions * _d));
        ref double factor = ref MemoryMarshal.GetReference(current.Factors.AsSpan(first * size, captions * size));
        ref double trained = ref MemoryMarshal.GetReference(next.Factors.AsSpan(first * size, captions * size));
        ref double z = ref MemoryMarshal.GetReference(statistics);
        ref double root = ref Unsafe.Add(ref z, _d * Lanes);
        Vector512<double> enough = Vector512.GreaterThan(images, Vector512<double>.One);
        Vector512<double> scale = Vector512<double>.One / Vector512.Sqrt(images - Vector512.Create(less));
        for (int i = 0; i < _d; i++)
        {
            Vector512<double> shift = Vector512<double>.Zero;
            for (int m = 0; m <= i; m++)
            {
                Vector512<double> entry = factors.Gather(ref Unsafe.Add(ref factor, (i * _d) + m));
                entry.CopyTo(_row, m * Lanes);
                shift = Vector512.FusedMultiplyAdd(entry, Row(ref z, m), shift);
            }

            Vector512<double> before = means.Gather(ref Unsafe.Add(ref mean, i));
            means.Scatter(Vector512.ConditionalSelect(enough, before + shift, before), ref Unsafe.Add(ref mean, i));
            ref double row = ref MemoryMarshal.GetArrayDataReference(_row);
            for (int j = 0; j <= i; j++)
            {
                Vector512<double> sum = Vector512<double>.Zero;
                for (int m = j; m <= i; m++)
                    sum = Vector512.FusedMultiplyAdd(Row(ref row, m), Row(ref root, InnovationStatistics.RootRow(m) + j), sum);
                factors.Scatter(Vector512.ConditionalSelect(enough, sum * scale, Row(ref row, j)), ref Unsafe.Add(ref trained, (i * _d) + j));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Row(ref double rows, int row) => Vector512.LoadUnsafe(ref rows, (nuint)(row * Lanes));
}
