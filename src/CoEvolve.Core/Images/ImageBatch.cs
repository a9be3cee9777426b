namespace CoEvolve.Core;

/// <summary>
/// One vector per image for a batch of images, grouped by caption: innovations z, or displacements δ = A_k z from the
/// caption's mean. With the caption that is the whole image: x = μ_k + δ.
/// </summary>
/// <remarks>
/// Images of a caption stand in blocks of <see cref="RandomStream.Lanes"/>; within a block each dimension is a row of
/// eight neighbours in memory, so a loop over a block is a loop over vectors: value (image i, dimension a) of caption k is
/// at ((first block of k + i/8)·d + a)·8 + i mod 8. The last block of a caption is padded; what stands in the padding
/// means nothing and is never counted. The buffer is kept and grows only. Not thread-safe.
/// </remarks>
public sealed class ImageBatch
{
    private readonly int[] _firstBlock;
    private double[] _values = [];
    private int _start;

    /// <summary>Makes an empty batch.</summary>
    /// <param name="captions">K ≥ 1.</param>
    /// <param name="dimension">d ≥ 1.</param>
    public ImageBatch(int captions, int dimension)
    {
        Captions = Preconditions.InRange(captions, 1, int.MaxValue - 1);
        Dimension = Preconditions.InRange(dimension, 1, int.MaxValue);
        Counts = new int[captions];
        _firstBlock = new int[captions + 1];
    }

    /// <summary>K.</summary>
    public int Captions { get; }

    /// <summary>d.</summary>
    public int Dimension { get; }

    /// <summary>n_k, the number of images of each caption. Changed by <see cref="Layout"/> and <see cref="LayoutWithoutValues"/> only.</summary>
    public int[] Counts { get; }

    /// <summary>All blocks, padding included.</summary>
    public Span<double> Values => _values.AsSpan(_start, Length);

    /// <summary>Where caption k's blocks begin among those of all captions; for k = K where they end.</summary>
    internal int FirstBlock(int caption) => _firstBlock[caption];

    /// <summary>The captions that neighbouring blocks belong to, with the blocks of each.</summary>
    internal CaptionRuns Runs(int first, int last) => new(_firstBlock, CaptionOf(first), first, last);

    /// <summary>The values of neighbouring blocks.</summary>
    internal Span<double> OfBlocks(int from, int to) =>
        _values.AsSpan(_start + (from * Dimension * RandomStream.Lanes), (to - from) * Dimension * RandomStream.Lanes);

    /// <summary>Blocks of all captions.</summary>
    internal int Blocks => _firstBlock[Captions];

    private int Length => checked(Blocks * Dimension * RandomStream.Lanes);

    /// <summary>Takes over the counts and makes room for their images; what the buffer held before is lost.</summary>
    /// <param name="counts">n_k, length K, each ≥ 0.</param>
    public void Layout(ReadOnlySpan<int> counts)
    {
        counts.CopyTo(Counts);
        int blocks = 0;
        long images = 0;
        for (int k = 0; k < Captions; k++)
        {
            _firstBlock[k] = blocks;
            blocks += (counts[k] + RandomStream.Lanes - 1) / RandomStream.Lanes;
            images += counts[k];
        }

        _firstBlock[Captions] = blocks;

        // As many blocks as so many images can ever need, however they fall on captions: so it grows only with their number.
        long most = (images + ((RandomStream.Lanes - 1) * Math.Min(images, Captions))) / RandomStream.Lanes;
        long length = most * Dimension * RandomStream.Lanes;
        if (!LineAligned.Holds(_values, length))
            _values = LineAligned.Allocate(checked((int)length));
        _start = LineAligned.Start(_values);
    }

    /// <summary>Takes over the counts alone, for whoever needs no image itself: <see cref="OfCaption"/> is empty then.</summary>
    /// <param name="counts">n_k, length K, each ≥ 0.</param>
    public void LayoutWithoutValues(ReadOnlySpan<int> counts)
    {
        counts.CopyTo(Counts);
        _firstBlock.AsSpan().Clear();
    }

    /// <summary>The blocks of caption k, padding included: a multiple of d·8 values, none where n_k = 0.</summary>
    public Span<double> OfCaption(int caption)
    {
        int size = Dimension * RandomStream.Lanes;
        return _values.AsSpan(_start + (_firstBlock[caption] * size), (_firstBlock[caption + 1] - _firstBlock[caption]) * size);
    }

    /// <summary>One number of one image.</summary>
    public double this[int caption, int image, int dimension] =>
        OfCaption(caption)[((((image / RandomStream.Lanes) * Dimension) + dimension) * RandomStream.Lanes) + (image % RandomStream.Lanes)];

    // By bisection.
    private int CaptionOf(int block)
    {
        int low = 0, high = Captions - 1;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_firstBlock[middle + 1] > block)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }
}
