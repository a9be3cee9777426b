namespace CoEvolve.Core;

/// <summary>
/// The densities that a reader holds an image against, one a caption of its prior: ln p_j + ln N(y; μ_j, Σ_j + τ²I) is, up
/// to a number that all captions share, a constant − ‖W_j (y − μ_j)‖² with W_j = √½ T_j⁻¹ and T_j T_jᵀ = Σ_j + τ²I.
/// </summary>
/// <remarks>
/// <see cref="Begin"/> says into how many parts preparing them falls; each is done once by <see cref="DoPart"/>, and they may be
/// used when all are. A part is a run of captions, and captions do not touch each other. Holds scratch memory.
/// </remarks>
internal sealed class CaptionWhiteners : IDividedWork
{
    private const int Lanes = RandomStream.Lanes;

    private readonly int _d;
    private readonly double[] _weights;
    private readonly int[] _positions;
    private readonly ScratchPool<WhitenerBlock> _blocks;
    private CaptionGaussians? _gaussians;
    private double _noise;
    private int _parts;

    public CaptionWhiteners(int captions, int dimension)
    {
        _d = dimension;
        Stride = StrideOf(dimension);
        Records = new double[captions * Stride];
        Captions = new int[captions];
        _weights = new double[captions];
        _positions = new int[captions];
        _blocks = new ScratchPool<WhitenerBlock>(() => new WhitenerBlock(_d));
    }

    /// <summary>Number of captions with p_j > 0.</summary>
    public int Count { get; private set; }

    /// <summary>Which captions they are, in order; the first <see cref="Count"/> count.</summary>
    public int[] Captions { get; }

    /// <summary>
    /// For each caption what its density needs, in one run of <see cref="Stride"/> numbers: ln p_j − ln det T_j up to a number
    /// that all share, μ_j, and W_j, d×d, row-major, lower triangular.
    /// </summary>
    public double[] Records { get; }

    /// <summary>1 + d + d².</summary>
    public int Stride { get; }

    private int Blocks => (Count + Lanes - 1) / Lanes;

    /// <summary>1 + d + d².</summary>
    public static int StrideOf(int dimension) => 1 + dimension + (dimension * dimension);

    /// <summary>Where among <see cref="Captions"/> a caption stands; −1 for one with p = 0.</summary>
    public int PositionOf(int caption) => _positions[caption];

    /// <summary>Begins to prepare for images of one model.</summary>
    /// <param name="prior">p, length K.</param>
    /// <param name="gaussians">The model; must not change until all parts are done.</param>
    /// <param name="noise">τ > 0.</param>
    /// <returns>The number of parts.</returns>
    /// <remarks>All parts together O(K·d³/3), eight captions at a time.</remarks>
    public int Begin(ReadOnlySpan<double> prior, CaptionGaussians gaussians, double noise)
    {
        _gaussians = gaussians;
        _noise = noise;
        Count = 0;
        for (int k = 0; k < prior.Length; k++)
        {
            _positions[k] = prior[k] > 0 ? Count : -1;
            if (prior[k] > 0)
            {
                _weights[Count] = prior[k];
                Captions[Count++] = k;
            }
        }

        return _parts = WorkParts.Of((long)Blocks * _d * _d * _d / 3);
    }

    /// <inheritdoc/>
    public void DoPart(int part)
    {
        WhitenerBlock scratch = _blocks.Rent(part);
        int last = WorkParts.Start(Blocks, part + 1, _parts);
        for (int block = WorkParts.Start(Blocks, part, _parts); block < last; block++)
        {
            int first = block * Lanes, lanes = Math.Min(Lanes, Count - first);
            scratch.Prepare(Captions.AsSpan(first, lanes), _weights.AsSpan(first, lanes), _gaussians!, _noise, Records.AsSpan(first * Stride, lanes * Stride));
        }

        _blocks.Return(part, scratch);
    }
}
