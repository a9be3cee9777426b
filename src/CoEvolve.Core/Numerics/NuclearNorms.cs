using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>The nuclear norms, sums of singular values, of eight small square matrices at once, one a lane.</summary>
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
        _diagonal = new double[dimension * Lanes];
        _above = new double[dimension * Lanes];
    }

    /// <summary>Σ σ_i of each matrix.</summary>
    /// <param name="matrices">
    /// d×d elements of eight lanes each, row-major; any finite sizes, down to the smallest double. Overwritten.
    /// </param>
    /// <remarks>O(d³); closed forms for d = 1 and 2.</remarks>
    public Vector512<double> Of(Span<double> matrices)
    {
        ref double a = ref MemoryMarshal.GetReference(matrices);
        int size = _d * _d;
        Vector512<double> most = Vector512<double>.Zero;
        for (int i = 0; i < size; i++)
            most = Vector512.MaxNative(most, Vector512.Abs(At(ref a, i)));
        if (_d == 1)
            return most;

        // Squares of tiny and huge matrices would leave the range of doubles; powers of two cost no digit.
        Vector512<double> power = Vector512.MaxNative((most.AsInt64() & Vector512.Create(ExponentBits)).AsDouble(), Vector512.Create(SmallestNormal));
        Vector512<double> scale = Vector512<double>.One / power;
        for (int i = 0; i < size; i++)
            (At(ref a, i) * scale).StoreUnsafe(ref a, (nuint)(i * Lanes));
        if (_d == 2)
            return power * OfPlane(At(ref a, 0), At(ref a, 1), At(ref a, 2), At(ref a, 3));
        _reduction.Reduce(matrices, _diagonal, _above);
        return power * ShiftedQuotients.SumOfRoots(_diagonal, _above, _d);
    }

    // (σ₁ + σ₂)² = σ₁² + σ₂² + 2 σ₁σ₂.
    private static Vector512<double> OfPlane(Vector512<double> a, Vector512<double> b, Vector512<double> c, Vector512<double> d)
    {
        Vector512<double> squares = Vector512.FusedMultiplyAdd(a, a, b * b) + Vector512.FusedMultiplyAdd(c, c, d * d);
        Vector512<double> determinant = Vector512.Abs(Vector512.FusedMultiplyAdd(a, d, -(b * c)));
        return Vector512.Sqrt(squares + (determinant + determinant));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> At(ref double elements, int element) => Vector512.LoadUnsafe(ref elements, (nuint)(element * Lanes));
}
