using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>Works out whiteners of eight captions at a time, one in each lane.</summary>
/// <remarks>
/// O(d³/3) multiply-adds of eight lanes. All is done in units of τ: the factor of A Aᵀ/τ² + I, by rotations of [A/τ I], never
/// from the sum. Columns of I are taken from the last to the first: then no rotation ever meets two zeros, and there is no case
/// to tell apart. Scratch memory of one thread at a time.
/// </remarks>
internal sealed class WhitenerBlock
{
    private const int Lanes = RandomStream.Lanes;

    private readonly int _d;
    private readonly double[] _scratch;
    private int _start;

    /// <summary>Reserves scratch for images of dimension d.</summary>
    public WhitenerBlock(int dimension)
    {
        _d = dimension;
        _scratch = LineAligned.Allocate(((2 * dimension * dimension) + dimension) * Lanes);
    }

    private Span<double> Factors => _scratch.AsSpan(_start, _d * _d * Lanes);

    private Span<double> Inverses => _scratch.AsSpan(_start + (_d * _d * Lanes), _d * _d * Lanes);

    private Span<double> Column => _scratch.AsSpan(_start + (2 * _d * _d * Lanes), _d * Lanes);

    /// <summary>Fills the records of up to eight captions.</summary>
    /// <param name="captions">Which ones.</param>
    /// <param name="weights">p of each, positive.</param>
    /// <param name="gaussians">The model.</param>
    /// <param name="noise">τ > 0.</param>
    /// <param name="records">Theirs, one after the other, as <see cref="CaptionWhiteners.Records"/> has them.</param>
    public void Prepare(ReadOnlySpan<int> captions, ReadOnlySpan<double> weights, CaptionGaussians gaussians, double noise, Span<double> records)
    {
        _start = LineAligned.Start(_scratch);
        Gather(gaussians, captions, 1 / noise);
        for (int i = _d - 1; i >= 0; i--)
            AddUnitColumn(i);
        SetConstants(weights, records);
        Invert();
        Scatter(gaussians, captions, Math.Sqrt(0.5) / noise, records);
    }

    private void Gather(CaptionGaussians gaussians, ReadOnlySpan<int> captions, double scale)
    {
        var offsets = new LaneOffsets(captions, _d * _d);
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

    private void SetConstants(ReadOnlySpan<double> weights, Span<double> records)
    {
        Span<double> p = stackalloc double[Lanes];
        p.Fill(1);
        for (int lane = 0; lane < weights.Length; lane++)
            p[lane] = Math.Max(weights[lane], StableMath.SmallestNormal);
        Vector512<double> sum = StableMath.Log(Vector512.Create<double>(p));
        ref double t = ref MemoryMarshal.GetReference(Factors);
        for (int a = 0; a < _d; a++)
            sum -= StableMath.Log(At(ref t, a, a));
        sum.CopyTo(p);
        for (int lane = 0; lane < weights.Length; lane++)
            records[lane * CaptionWhiteners.StrideOf(_d)] = p[lane];
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

    private void Scatter(CaptionGaussians gaussians, ReadOnlySpan<int> captions, double scale, Span<double> records)
    {
        int stride = CaptionWhiteners.StrideOf(_d);
        for (int lane = 0; lane < captions.Length; lane++)
            gaussians.Mean(captions[lane]).CopyTo(records[((lane * stride) + 1)..]);
        var offsets = new LaneOffsets(captions.Length, stride);
        ref double to = ref records[1 + _d];
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
