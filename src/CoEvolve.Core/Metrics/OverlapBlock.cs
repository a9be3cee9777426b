using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>Works out overlaps of up to sixteen captions at a time, one in each of twice eight lanes.</summary>
/// <remarks>Scratch memory of one thread at a time: the second eight have theirs from when they are first needed.</remarks>
internal sealed class OverlapBlock
{
    private const int Lanes = RandomStream.Lanes;

    private readonly CaptionGaussians _initial;
    private readonly int _d;
    private readonly NuclearNorms _norms;
    private readonly double[] _starts;
    private readonly double[] _factors;
    private readonly double[] _products;
    private double[] _moreProducts = [];

    /// <summary>Keeps the starting point, which is not copied.</summary>
    public OverlapBlock(CaptionGaussians initial)
    {
        _initial = initial;
        _d = initial.Dimension;
        _norms = new NuclearNorms(_d);
        _starts = LineAligned.Allocate(_d * _d * Lanes);
        _factors = LineAligned.Allocate(_d * _d * Lanes);
        _products = LineAligned.Allocate(_d * _d * Lanes);
    }

    /// <summary>Measures up to sixteen captions.</summary>
    /// <param name="gaussians">The model.</param>
    /// <param name="captions">Which ones.</param>
    /// <param name="overlaps">Length K; the elements of these captions are overwritten.</param>
    /// <remarks>O(d³).</remarks>
    public void Measure(CaptionGaussians gaussians, ReadOnlySpan<int> captions, double[] overlaps)
    {
        ReadOnlySpan<int> more = captions[Math.Min(Lanes, captions.Length)..];
        captions = captions[..^more.Length];
        Span<double> products = LineAligned.Span(_products), moreProducts = [];
        Multiply(gaussians, captions, products);
        if (!more.IsEmpty)
        {
            if (_moreProducts.Length == 0)
                _moreProducts = LineAligned.Allocate(products.Length);
            moreProducts = LineAligned.Span(_moreProducts);
            Multiply(gaussians, more, moreProducts);
        }

        _norms.Measure(products, moreProducts, out Vector512<double> norms, out Vector512<double> moreNorms);
        Put(norms, captions, overlaps);
        if (!more.IsEmpty)
            Put(moreNorms, more, overlaps);
    }

    private static void Put(Vector512<double> values, ReadOnlySpan<int> captions, double[] overlaps) =>
        new LaneOffsets(captions, 1).Scatter(values, ref MemoryMarshal.GetArrayDataReference(overlaps));

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
