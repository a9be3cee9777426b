using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>Mean and scatter root of the innovations of one caption's images, taken from batches of single images.</summary>
/// <remarks>Holds scratch memory. Not thread-safe.</remarks>
internal sealed class PoolMoments
{
    private readonly int _d;
    private readonly double[] _mean;
    private readonly double[] _root;
    private readonly double[] _laneSums;
    private readonly double[] _centred;
    private readonly double[] _laneScatter;
    private readonly double[] _scatter;

    /// <summary>Reserves scratch for images of dimension d.</summary>
    public PoolMoments(int dimension)
    {
        _d = dimension;
        _mean = new double[_d];
        _root = new double[_d * _d];
        _laneSums = new double[_d * RandomStream.Lanes];
        _centred = new double[_d * RandomStream.Lanes];
        _laneScatter = new double[_d * (_d + 1) / 2 * RandomStream.Lanes];
        _scatter = new double[_d * _d];
    }

    /// <summary>z̄, length d; as <see cref="Measure"/> left it.</summary>
    public ReadOnlySpan<double> Mean => _mean;

    /// <summary>L with L Lᵀ = Σ (z − z̄)(z − z̄)ᵀ, d×d row-major; as <see cref="Measure"/> left it.</summary>
    public ReadOnlySpan<double> Root => _root;

    /// <summary>Measures the images of one caption as one pool.</summary>
    /// <param name="own">Innovations, one batch a writer, in a fixed order.</param>
    /// <param name="caption">k.</param>
    /// <param name="images">n_k over all batches, ≥ 1.</param>
    /// <remarks>O(n_k·d² + d³).</remarks>
    public void Measure(ReadOnlySpan<ImageBatch> own, int caption, int images)
    {
        Average(own, caption, images);
        if (images == 1)
        {
            _root.AsSpan().Clear();
            return;
        }

        Scatter(own, caption);
        LowerTriangular.FactorSemidefinite(_scatter, images - 1, _root, _d);
    }

    private void Average(ReadOnlySpan<ImageBatch> own, int k, int images)
    {
        _laneSums.AsSpan().Clear();
        foreach (ImageBatch batch in own)
        {
            ReadOnlySpan<double> blocks = batch.OfCaption(k);
            for (int start = 0, left = batch.Counts[k]; left > 0; start += _laneSums.Length, left -= RandomStream.Lanes)
                AddBlock(blocks.Slice(start, _laneSums.Length), left);
        }

        for (int a = 0; a < _d; a++)
            _mean[a] = LaneSum.Of(_laneSums.AsSpan(a * RandomStream.Lanes, RandomStream.Lanes)) / images;
    }

    private void AddBlock(ReadOnlySpan<double> block, int left)
    {
        Vector512<double> mask = LaneMask.Of(left);
        for (int i = 0; i < block.Length; i += RandomStream.Lanes)
        {
            Span<double> sums = _laneSums.AsSpan(i, RandomStream.Lanes);
            (Vector512.Create<double>(sums) + (Vector512.Create(block[i..]) & mask)).CopyTo(sums);
        }
    }

    // Σ (z − z̄)(z − z̄)ᵀ, lower half, in _scatter.
    private void Scatter(ReadOnlySpan<ImageBatch> own, int k)
    {
        _laneScatter.AsSpan().Clear();
        foreach (ImageBatch batch in own)
        {
            ReadOnlySpan<double> blocks = batch.OfCaption(k);
            for (int start = 0, left = batch.Counts[k]; left > 0; start += _centred.Length, left -= RandomStream.Lanes)
            {
                Centre(blocks.Slice(start, _centred.Length), left);
                AddScatter();
            }
        }

        int pair = 0;
        for (int a = 0; a < _d; a++)
        {
            for (int b = 0; b <= a; b++, pair += RandomStream.Lanes)
                _scatter[(a * _d) + b] = LaneSum.Of(_laneScatter.AsSpan(pair, RandomStream.Lanes));
        }
    }

    private void Centre(ReadOnlySpan<double> block, int left)
    {
        Vector512<double> mask = LaneMask.Of(left);
        for (int a = 0; a < _d; a++)
        {
            ReadOnlySpan<double> row = block.Slice(a * RandomStream.Lanes, RandomStream.Lanes);
            ((Vector512.Create(row) - Vector512.Create(_mean[a])) & mask).CopyTo(_centred, a * RandomStream.Lanes);
        }
    }

    private void AddScatter()
    {
        ReadOnlySpan<double> centred = _centred;
        Span<double> sums = _laneScatter;
        for (int a = 0; a < _d; a++)
        {
            Vector512<double> rowA = Vector512.Create(centred.Slice(a * RandomStream.Lanes, RandomStream.Lanes));
            for (int b = 0; b <= a; b++)
            {
                Vector512<double> rowB = Vector512.Create(centred.Slice(b * RandomStream.Lanes, RandomStream.Lanes));
                Vector512.FusedMultiplyAdd(rowA, rowB, Vector512.Create<double>(sums)).CopyTo(sums);
                sums = sums[RandomStream.Lanes..];
            }
        }
    }
}
