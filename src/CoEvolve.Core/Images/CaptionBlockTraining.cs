using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>
/// Trains eight captions at a time on the statistics of their own images alone, for η = 1: μ ← μ + A z̄, A ← A·L/√n.
/// </summary>
/// <remarks>
/// A lane is a caption. All lanes do the same operations, so a caption's result does not depend on its neighbours. Holds
/// scratch memory. Not thread-safe.
/// </remarks>
internal sealed class CaptionBlockTraining
{
    private const int Lanes = RandomStream.Lanes;

    private readonly int _d;
    private readonly double[] _divisors = new double[Lanes];
    private readonly double[] _factor;
    private readonly double[] _shift;

    /// <summary>Reserves scratch for images of dimension d.</summary>
    public CaptionBlockTraining(int dimension)
    {
        _d = dimension;
        _factor = new double[InnovationStatistics.RootRow(dimension) * Lanes];
        _shift = new double[dimension * Lanes];
    }

    /// <summary>Trains every caption that has 2 images or more.</summary>
    /// <param name="current">The model that would have made the images.</param>
    /// <param name="own">Their statistics.</param>
    /// <param name="estimator">By what the scatter is divided.</param>
    /// <param name="next">Equal to <paramref name="current"/>; captions that are trained are overwritten.</param>
    /// <remarks>O(K·d³/6).</remarks>
    public void Train(ImageModelState current, InnovationStatistics own, CovarianceEstimator estimator, ImageModelState next)
    {
        int less = estimator == CovarianceEstimator.Unbiased ? 1 : 0;
        for (int block = 0; block < own.Blocks; block++)
        {
            int first = block * Lanes;
            ReadOnlySpan<int> images = own.Counts.AsSpan(first, Math.Min(Lanes, own.Captions - first));
            if (!Enter(images, less, first, next))
                continue;
            Gather(current.Gaussians.Factors.AsSpan(first * _d * _d), images.Length);
            Multiply(own.Block(block));
            Scatter(images, next.Gaussians.Means.AsSpan(first * _d), next.Gaussians.Factors.AsSpan(first * _d * _d));
        }
    }

    // What becomes of pools and ranks; whether there is anything to train.
    private bool Enter(ReadOnlySpan<int> images, int less, int first, ImageModelState next)
    {
        bool any = false;
        for (int lane = 0; lane < images.Length; lane++)
        {
            int n = images[lane];
            _divisors[lane] = n - less;
            if (n < 2)
                continue;
            any = true;
            next.PoolSizes[first + lane] = n;
            next.Ranks[first + lane] = Math.Min(n - 1, next.Ranks[first + lane]);
        }

        return any;
    }

    private void Gather(ReadOnlySpan<double> factors, int captions)
    {
        int size = _d * _d;
        for (int lane = 0; lane < captions; lane++)
        {
            ReadOnlySpan<double> factor = factors.Slice(lane * size, size);
            int to = lane;
            for (int a = 0; a < _d; a++)
            {
                for (int b = 0; b <= a; b++, to += Lanes)
                    _factor[to] = factor[(a * _d) + b];
            }
        }
    }

    // A z̄ into _shift, and A·L/√divisor in the place of A: an element is written when it has been used for the last time.
    private void Multiply(ReadOnlySpan<double> statistics)
    {
        ReadOnlySpan<double> root = statistics[(_d * Lanes)..];
        Vector512<double> scale = Vector512<double>.One / Vector512.Sqrt(Vector512.Create<double>(_divisors));
        for (int i = 0; i < _d; i++)
        {
            Span<double> row = _factor.AsSpan(InnovationStatistics.RootRow(i) * Lanes, (i + 1) * Lanes);
            Vector512<double> shift = Vector512<double>.Zero;
            for (int m = 0; m <= i; m++)
                shift = Vector512.FusedMultiplyAdd(Row(row, m), Row(statistics, m), shift);
            shift.CopyTo(_shift, i * Lanes);
            for (int j = 0; j <= i; j++)
            {
                Vector512<double> sum = Vector512<double>.Zero;
                for (int m = j; m <= i; m++)
                    sum = Vector512.FusedMultiplyAdd(Row(row, m), Row(root, InnovationStatistics.RootRow(m) + j), sum);
                (sum * scale).CopyTo(row[(j * Lanes)..]);
            }
        }
    }

    private static Vector512<double> Row(ReadOnlySpan<double> rows, int row) => Vector512.Create(rows.Slice(row * Lanes, Lanes));

    private void Scatter(ReadOnlySpan<int> images, Span<double> means, Span<double> factors)
    {
        for (int lane = 0; lane < images.Length; lane++)
        {
            if (images[lane] < 2)
                continue;
            Span<double> mean = means.Slice(lane * _d, _d), factor = factors.Slice(lane * _d * _d, _d * _d);
            int from = lane;
            for (int a = 0; a < _d; a++)
            {
                mean[a] += _shift[(a * Lanes) + lane];
                for (int b = 0; b <= a; b++, from += Lanes)
                    factor[(a * _d) + b] = _factor[from];
            }
        }
    }
}
