using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>
/// The densities that a reader holds an image against, one a caption of its prior: ln p_j + ln N(y; μ_j, Σ_j + τ²I) is, up
/// to a number that all captions share, a constant − ‖W_j (y − μ_j)‖² with W_j = √½ T_j⁻¹ and T_j T_jᵀ = Σ_j + τ²I.
/// </summary>
/// <remarks>Holds scratch memory; not thread-safe while it is prepared.</remarks>
internal sealed class CaptionWhiteners
{
    private const int Lanes = RandomStream.Lanes;
    private const double SmallestNormal = 2.2250738585072014e-308;

    private readonly int _d;
    private readonly double[] _scratch;
    private readonly int[] _positions;
    private int _start;

    public CaptionWhiteners(int captions, int dimension)
    {
        _d = dimension;
        Stride = 1 + dimension + (dimension * dimension);
        Records = new double[captions * Stride];
        Captions = new int[captions];
        _positions = new int[captions];
        _scratch = LineAligned.Allocate(((2 * dimension * dimension) + dimension) * Lanes);
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

    private Span<double> Factors => _scratch.AsSpan(_start, _d * _d * Lanes);

    private Span<double> Inverses => _scratch.AsSpan(_start + (_d * _d * Lanes), _d * _d * Lanes);

    private Span<double> Column => _scratch.AsSpan(_start + (2 * _d * _d * Lanes), _d * Lanes);

    /// <summary>Where among <see cref="Captions"/> a caption stands; −1 for one with p = 0.</summary>
    public int PositionOf(int caption) => _positions[caption];

    /// <summary>Prepares for images of one model.</summary>
    /// <param name="prior">p, length K.</param>
    /// <param name="gaussians">The model.</param>
    /// <param name="noise">τ > 0.</param>
    /// <remarks>
    /// O(K·d³/3), eight captions at a time, one in each lane. All is done in units of τ: the factor of A Aᵀ/τ² + I, by
    /// rotations of [A/τ I], never from the sum. Columns of I are taken from the last to the first: then no rotation ever
    /// meets two zeros, and there is no case to tell apart.
    /// </remarks>
    public void Prepare(ReadOnlySpan<double> prior, CaptionGaussians gaussians, double noise)
    {
        Count = 0;
        _start = LineAligned.Start(_scratch);
        for (int k = 0; k < prior.Length; k++)
        {
            _positions[k] = prior[k] > 0 ? Count : -1;
            if (prior[k] > 0)
                Captions[Count++] = k;
        }

        for (int first = 0; first < Count; first += Lanes)
        {
            int lanes = Math.Min(Lanes, Count - first);
            Gather(gaussians, first, lanes, 1 / noise);
            for (int i = _d - 1; i >= 0; i--)
                AddUnitColumn(i);
            SetConstants(prior, first, lanes);
            Invert();
            Scatter(gaussians, first, lanes, Math.Sqrt(0.5) / noise);
        }
    }

    private void Gather(CaptionGaussians gaussians, int first, int lanes, double scale)
    {
        var offsets = new LaneOffsets(Captions.AsSpan(first, lanes), _d * _d);
        ref double from = ref MemoryMarshal.GetArrayDataReference(gaussians.Factors);
        ref double t = ref MemoryMarshal.GetReference(Factors);
        for (int a = 0; a < _d; a++)
        {
            for (int b = 0; b <= a; b++)
                (offsets.Gather(ref Unsafe.Add(ref from, (a * _d) + b)) * scale).StoreUnsafe(ref t, Index(a, b));
        }
    }

    // Replaces T by the factor of T Tᵀ + e_i e_iᵀ.
    private void AddUnitColumn(int i)
    {
        ref double t = ref MemoryMarshal.GetReference(Factors);
        ref double v = ref MemoryMarshal.GetReference(Column);
        for (int m = i; m < _d; m++)
        {
            Vector512<double> b = m == i ? Vector512<double>.One : Vector512.LoadUnsafe(ref v, (nuint)(m * Lanes));
            Vector512<double> a = At(ref t, m, m);
            Vector512<double> r = Vector512.Sqrt(Vector512.FusedMultiplyAdd(a, a, b * b));
            Vector512<double> inverse = Vector512<double>.One / r, cosine = a * inverse, sine = b * inverse;
            r.StoreUnsafe(ref t, Index(m, m));
            for (int j = m + 1; j < _d; j++)
            {
                Vector512<double> old = At(ref t, j, m);
                Vector512<double> w = m == i ? Vector512<double>.Zero : Vector512.LoadUnsafe(ref v, (nuint)(j * Lanes));
                Vector512.FusedMultiplyAdd(cosine, old, sine * w).StoreUnsafe(ref t, Index(j, m));
                Vector512.FusedMultiplyAdd(cosine, w, -(sine * old)).StoreUnsafe(ref v, (nuint)(j * Lanes));
            }
        }
    }

    private void SetConstants(ReadOnlySpan<double> prior, int first, int lanes)
    {
        Span<double> p = stackalloc double[Lanes];
        p.Fill(1);
        for (int lane = 0; lane < lanes; lane++)
            p[lane] = Math.Max(prior[Captions[first + lane]], SmallestNormal);
        Vector512<double> sum = StableMath.Log(Vector512.Create<double>(p));
        ref double t = ref MemoryMarshal.GetReference(Factors);
        for (int a = 0; a < _d; a++)
            sum -= StableMath.Log(At(ref t, a, a));
        sum.CopyTo(p);
        for (int lane = 0; lane < lanes; lane++)
            Records[(first + lane) * Stride] = p[lane];
    }

    private void Invert()
    {
        ref double t = ref MemoryMarshal.GetReference(Factors);
        ref double w = ref MemoryMarshal.GetReference(Inverses);
        for (int j = 0; j < _d; j++)
            (Vector512<double>.One / At(ref t, j, j)).StoreUnsafe(ref w, Index(j, j));
        for (int j = 0; j < _d; j++)
        {
            for (int i = j + 1; i < _d; i++)
            {
                Vector512<double> sum = Vector512<double>.Zero;
                for (int m = j; m < i; m++)
                    sum = Vector512.FusedMultiplyAdd(At(ref t, i, m), At(ref w, m, j), sum);
                (-(sum * At(ref w, i, i))).StoreUnsafe(ref w, Index(i, j));
            }
        }
    }

    private void Scatter(CaptionGaussians gaussians, int first, int lanes, double scale)
    {
        for (int lane = 0; lane < lanes; lane++)
            gaussians.Mean(Captions[first + lane]).CopyTo(Records.AsSpan(((first + lane) * Stride) + 1));
        var offsets = new LaneOffsets(lanes, Stride);
        ref double to = ref Records[(first * Stride) + 1 + _d];
        ref double w = ref MemoryMarshal.GetReference(Inverses);
        for (int a = 0; a < _d; a++)
        {
            for (int b = 0; b <= a; b++)
                offsets.Scatter(At(ref w, a, b) * scale, ref Unsafe.Add(ref to, (a * _d) + b));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private nuint Index(int row, int column) => (nuint)(((row * _d) + column) * Lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<double> At(ref double matrix, int row, int column) => Vector512.LoadUnsafe(ref matrix, Index(row, column));
}
