using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>
/// How much covariances have in common with those at the start: tr (Σ₀^½ Σ Σ₀^½)^½, which is the nuclear norm of A₀ᵀA. Sixteen
/// captions at a time, one in each of twice eight lanes.
/// </summary>
/// <remarks>Holds scratch memory. Not thread-safe.</remarks>
internal sealed class FactorOverlaps
{
    private const int Lanes = RandomStream.Lanes;

    private readonly CaptionGaussians _initial;
    private readonly int _d;
    private readonly NuclearNorms _norms;
    private readonly double[] _starts;
    private readonly double[] _factors;
    private readonly double[] _products;
    private readonly double[] _moreProducts;
    private readonly double[] _overlaps;
    private readonly int[] _captions;

    /// <summary>Keeps the starting point, which is not copied.</summary>
    public FactorOverlaps(CaptionGaussians initial)
    {
        _initial = initial;
        _d = initial.Dimension;
        _norms = new NuclearNorms(_d);
        _starts = LineAligned.Allocate(_d * _d * Lanes);
        _factors = LineAligned.Allocate(_d * _d * Lanes);
        _products = LineAligned.Allocate(_d * _d * Lanes);
        _moreProducts = LineAligned.Allocate(_d * _d * Lanes);
        _overlaps = new double[initial.Captions];
        _captions = new int[initial.Captions];
    }

    /// <summary>Measures captions with a share.</summary>
    /// <param name="gaussians">The model.</param>
    /// <param name="shares">Length K.</param>
    /// <returns>For each caption with a share its overlap, for others anything. Valid until the next call.</returns>
    /// <remarks>O(K·d³).</remarks>
    public ReadOnlySpan<double> Measure(CaptionGaussians gaussians, ReadOnlySpan<double> shares)
    {
        int count = 0;
        for (int k = 0; k < shares.Length; k++)
        {
            if (shares[k] > 0)
                _captions[count++] = k;
        }

        for (int first = 0; first < count; first += 2 * Lanes)
        {
            ReadOnlySpan<int> captions = _captions.AsSpan(first, Math.Min(Lanes, count - first));
            ReadOnlySpan<int> more = _captions.AsSpan(first + captions.Length, Math.Min(Lanes, count - first - captions.Length));
            Span<double> products = LineAligned.Span(_products), moreProducts = more.IsEmpty ? [] : LineAligned.Span(_moreProducts);
            Multiply(gaussians, captions, products);
            if (!more.IsEmpty)
                Multiply(gaussians, more, moreProducts);
            _norms.Measure(products, moreProducts, out Vector512<double> norms, out Vector512<double> moreNorms);
            Put(norms, captions);
            if (!more.IsEmpty)
                Put(moreNorms, more);
        }

        return _overlaps;
    }

    private void Put(Vector512<double> overlaps, ReadOnlySpan<int> captions) =>
        new LaneOffsets(captions, 1).Scatter(overlaps, ref MemoryMarshal.GetArrayDataReference(_overlaps));

    private void Multiply(CaptionGaussians gaussians, ReadOnlySpan<int> captions, Span<double> products)
    {
        var offsets = new LaneOffsets(captions, _d * _d);
        Span<double> starts = LineAligned.Span(_starts), factors = LineAligned.Span(_factors);
        Gather(_initial, offsets, starts);
        Gather(gaussians, offsets, factors);
        Multiply(ref MemoryMarshal.GetReference(starts), ref MemoryMarshal.GetReference(factors), ref MemoryMarshal.GetReference(products));
    }

    private void Gather(CaptionGaussians gaussians, LaneOffsets offsets, Span<double> factors)
    {
        ref double element = ref MemoryMarshal.GetArrayDataReference(gaussians.Factors);
        ref double target = ref MemoryMarshal.GetReference(factors);
        for (int a = 0; a < _d; a++)
        {
            for (int b = 0; b < _d; b++)
            {
                Vector512<double> eight = b <= a ? offsets.Gather(ref Unsafe.Add(ref element, (a * _d) + b)) : Vector512<double>.Zero;
                eight.StoreUnsafe(ref target, Index(a, b));
            }
        }
    }

    // A₀ᵀA, four columns at a time: sums over the rows from the diagonal down.
    private void Multiply(ref double start, ref double factor, ref double product)
    {
        for (int i = 0; i < _d; i++)
        {
            int j = 0;
            for (; j + 4 <= _d; j += 4)
            {
                Vector512<double> x0 = Vector512<double>.Zero, x1 = x0, x2 = x0, x3 = x0;
                for (int m = Math.Max(i, j); m < _d; m++)
                {
                    Vector512<double> a0 = At(ref start, m, i);
                    x0 = Vector512.FusedMultiplyAdd(a0, At(ref factor, m, j), x0);
                    x1 = Vector512.FusedMultiplyAdd(a0, At(ref factor, m, j + 1), x1);
                    x2 = Vector512.FusedMultiplyAdd(a0, At(ref factor, m, j + 2), x2);
                    x3 = Vector512.FusedMultiplyAdd(a0, At(ref factor, m, j + 3), x3);
                }

                x0.StoreUnsafe(ref product, Index(i, j));
                x1.StoreUnsafe(ref product, Index(i, j + 1));
                x2.StoreUnsafe(ref product, Index(i, j + 2));
                x3.StoreUnsafe(ref product, Index(i, j + 3));
            }

            for (; j < _d; j++)
            {
                Vector512<double> x = Vector512<double>.Zero;
                for (int m = Math.Max(i, j); m < _d; m++)
                    x = Vector512.FusedMultiplyAdd(At(ref start, m, i), At(ref factor, m, j), x);
                x.StoreUnsafe(ref product, Index(i, j));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private nuint Index(int row, int column) => (nuint)(((row * _d) + column) * Lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<double> At(ref double matrix, int row, int column) => Vector512.LoadUnsafe(ref matrix, Index(row, column));
}
