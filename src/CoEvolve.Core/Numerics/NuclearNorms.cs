using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>The nuclear norms, sums of singular values, of up to sixteen small square matrices at once: two blocks of eight lanes.</summary>
/// <remarks>
/// Own code rather than a library's, because the result is stored and must have the same bits on every machine. A matrix's
/// norm does not depend on its neighbours. Relative error about d·10⁻¹⁶. Holds scratch memory. Not thread-safe.
/// </remarks>
internal sealed class NuclearNorms
{
    private const int Lanes = RandomStream.Lanes;
    private const double SmallestNormal = 2.2250738585072014e-308;
    private const long ExponentBits = 0x7FF0000000000000;

    private readonly int _d;
    private readonly BidiagonalReduction _reduction;
    private readonly double[] _diagonal;
    private readonly double[] _above;

    /// <summary>Reserves scratch for d×d matrices.</summary>
    public NuclearNorms(int dimension)
    {
        _d = dimension;
        _reduction = new BidiagonalReduction(dimension);
        _diagonal = LineAligned.Allocate(dimension * 2 * Lanes);
        _above = LineAligned.Allocate(dimension * 2 * Lanes);
    }

    /// <summary>Σ σ_i of each matrix.</summary>
    /// <param name="first">
    /// Eight matrices, d×d elements of eight lanes each, row-major; any finite sizes, down to the smallest double. Overwritten.
    /// </param>
    /// <param name="second">Eight more, or empty.</param>
    /// <param name="ofFirst">Eight norms.</param>
    /// <param name="ofSecond">Eight more; without matrices, anything.</param>
    /// <remarks>O(d³); closed forms for d = 1 and 2.</remarks>
    public void Measure(Span<double> first, Span<double> second, out Vector512<double> ofFirst, out Vector512<double> ofSecond)
    {
        Vector512<double> size = Scale(first), otherSize = Scale(second);
        if (_d <= 2)
        {
            ofFirst = size * OfPlane(first);
            ofSecond = second.IsEmpty ? otherSize : otherSize * OfPlane(second);
            return;
        }

        Span<double> diagonal = LineAligned.Span(_diagonal), above = LineAligned.Span(_above);
        _reduction.Reduce(first, diagonal, above);
        if (!second.IsEmpty)
            _reduction.Reduce(second, diagonal[Lanes..], above[Lanes..]);
        ShiftedQuotients.SumsOfRoots(diagonal, above, _d, second.IsEmpty ? 1 : 2, out ofFirst, out ofSecond);
        ofFirst *= size;
        ofSecond *= otherSize;
    }

    // Squares of tiny and huge matrices would leave the range of doubles. Powers of two near the largest elements cost no digit.
    private static Vector512<double> Scale(Span<double> matrices)
    {
        Vector512<double> most = Vector512.Create(SmallestNormal);
        ref double a = ref MemoryMarshal.GetReference(matrices);
        for (nuint at = 0; at < (nuint)matrices.Length; at += Lanes)
            most = Vector512.MaxNative(most, Vector512.Abs(Vector512.LoadUnsafe(ref a, at)));
        Vector512<double> power = (most.AsInt64() & Vector512.Create(ExponentBits)).AsDouble(), scale = Vector512<double>.One / power;
        for (nuint at = 0; at < (nuint)matrices.Length; at += Lanes)
            (Vector512.LoadUnsafe(ref a, at) * scale).StoreUnsafe(ref a, at);
        return power;
    }

    private Vector512<double> OfPlane(ReadOnlySpan<double> matrices)
    {
        Vector512<double> a = Vector512.Create(matrices);
        if (_d == 1)
            return Vector512.Abs(a);
        Vector512<double> b = Vector512.Create(matrices[Lanes..]), c = Vector512.Create(matrices[(2 * Lanes)..]), d = Vector512.Create(matrices[(3 * Lanes)..]);

        // (σ₁ + σ₂)² = σ₁² + σ₂² + 2 σ₁σ₂.
        Vector512<double> squares = Vector512.FusedMultiplyAdd(a, a, b * b) + Vector512.FusedMultiplyAdd(c, c, d * d);
        Vector512<double> determinant = Vector512.Abs(Vector512.FusedMultiplyAdd(a, d, -(b * c)));
        return Vector512.Sqrt(squares + (determinant + determinant));
    }
}
