namespace CoEvolve.Core;

/// <summary>
/// How much covariances have in common with those at the start: tr (Σ₀^½ Σ Σ₀^½)^½, which is the nuclear norm of A₀ᵀA.
/// </summary>
/// <remarks>
/// <see cref="Begin"/> says into how many parts it falls; each is done once by <see cref="DoPart"/>. A part is a run of captions,
/// and captions do not touch each other. Holds scratch memory.
/// </remarks>
internal sealed class FactorOverlaps : IDividedWork
{
    private const int Lanes = RandomStream.Lanes;

    // From here on eight captions take a tenth of a second or more, and what sixteen at a time save is nothing beside it.
    private const int LargeDimension = 256;

    private readonly int _d;
    private readonly int _captionsAtOnce;
    private readonly double[] _overlaps;
    private readonly int[] _captions;
    private readonly ScratchPool<OverlapBlock> _blocks;
    private CaptionGaussians? _gaussians;
    private int _count;
    private int _parts;

    /// <summary>Keeps the starting point, which is not copied.</summary>
    public FactorOverlaps(CaptionGaussians initial)
    {
        _d = initial.Dimension;
        _captionsAtOnce = _d < LargeDimension ? 2 * Lanes : Lanes;
        _overlaps = new double[initial.Captions];
        _captions = new int[initial.Captions];
        _blocks = new ScratchPool<OverlapBlock>(() => new OverlapBlock(initial));
    }

    private int Blocks => (_count + _captionsAtOnce - 1) / _captionsAtOnce;

    /// <summary>Begins to measure captions with a share.</summary>
    /// <param name="gaussians">The model; must not change until all parts are done.</param>
    /// <param name="shares">Length K.</param>
    /// <returns>The number of parts.</returns>
    /// <remarks>All parts together O(K·d³).</remarks>
    public int Begin(CaptionGaussians gaussians, ReadOnlySpan<double> shares)
    {
        _gaussians = gaussians;
        _count = 0;
        for (int k = 0; k < shares.Length; k++)
        {
            if (shares[k] > 0)
                _captions[_count++] = k;
        }

        return _parts = WorkParts.Of((_count + Lanes - 1) / Lanes * 2L * _d * _d * _d);
    }

    /// <inheritdoc/>
    public void DoPart(int part)
    {
        OverlapBlock scratch = _blocks.Rent(part);
        int last = WorkParts.Start(Blocks, part + 1, _parts);
        for (int block = WorkParts.Start(Blocks, part, _parts); block < last; block++)
        {
            int first = block * _captionsAtOnce;
            scratch.Measure(_gaussians!, _captions.AsSpan(first, Math.Min(_captionsAtOnce, _count - first)), _overlaps);
        }

        _blocks.Return(part, scratch);
    }

    /// <summary>The overlap of a caption with a share, once all parts are done; of others anything.</summary>
    public double Of(int caption) => _overlaps[caption];
}
