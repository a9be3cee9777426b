using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>
/// Reduces eight square matrices at a time, one a lane, to upper bidiagonal ones with the same singular values, by
/// Householder reflections from the left and from the right in turn.
/// </summary>
/// <remarks>
/// Source: Golub and Van Loan, Matrix Computations, section 5.4. All lanes do the same operations, so a matrix's result does
/// not depend on its neighbours. Products of a reflection's vector v = x − α e₁ with other vectors are taken as x·a − α a₁, so
/// that they need not wait for α. Holds scratch memory. Not thread-safe.
/// </remarks>
internal sealed class BidiagonalReduction
{
    private const int Lanes = RandomStream.Lanes;

    // The square of a column or row so short that it adds nothing to singular values of size 1, and whose own squares would
    // underflow. Ecosystems get there: the directions of a covariance collapse at different rates.
    private const double Negligible = 1e-240;

    private readonly int _d;
    private readonly double[] _products;

    /// <summary>Reserves scratch for d×d matrices.</summary>
    public BidiagonalReduction(int dimension)
    {
        _d = dimension;
        _products = new double[dimension * Lanes];
    }

    /// <summary>Reduces eight matrices.</summary>
    /// <param name="matrices">d×d elements of eight lanes each, row-major; the largest in each lane near 1. Overwritten.</param>
    /// <param name="diagonal">d of eight lanes: squares of the diagonal.</param>
    /// <param name="above">d of eight lanes: squares of what stands above it, right of the same row's diagonal; the last is 0.</param>
    /// <remarks>O(4d³/3) multiply-adds of eight lanes.</remarks>
    public void Reduce(Span<double> matrices, Span<double> diagonal, Span<double> above)
    {
        ref double a = ref MemoryMarshal.GetReference(matrices);
        for (int k = 0; k < _d; k++)
        {
            ReflectColumn(ref a, k).CopyTo(diagonal[(k * Lanes)..]);
            Vector512<double> square = k + 1 < _d ? ReflectRow(ref a, k) : Vector512<double>.Zero;
            square.CopyTo(above[(k * Lanes)..]);
        }
    }

    // Makes column k zero below the diagonal.
    private Vector512<double> ReflectColumn(ref double a, int k)
    {
        int step = _d * Lanes, rows = _d - k;
        ref double x = ref Unsafe.Add(ref a, ((k * _d) + k) * Lanes);
        Vector512<double> square = Square(ref x, rows, step);
        if (rows == 1)
            return square;
        ref double w = ref MemoryMarshal.GetArrayDataReference(_products);
        int j = 1;
        for (; j + 4 <= rows; j += 4)
        {
            Vector512<double> w0 = Vector512<double>.Zero, w1 = w0, w2 = w0, w3 = w0;
            ref double row = ref x;
            for (int i = 0; i < rows; i++, row = ref Unsafe.Add(ref row, step))
            {
                Vector512<double> v = Vector512.LoadUnsafe(ref row);
                w0 = Vector512.FusedMultiplyAdd(v, At(ref row, j), w0);
                w1 = Vector512.FusedMultiplyAdd(v, At(ref row, j + 1), w1);
                w2 = Vector512.FusedMultiplyAdd(v, At(ref row, j + 2), w2);
                w3 = Vector512.FusedMultiplyAdd(v, At(ref row, j + 3), w3);
            }

            w0.StoreUnsafe(ref w, (nuint)(j * Lanes));
            w1.StoreUnsafe(ref w, (nuint)((j + 1) * Lanes));
            w2.StoreUnsafe(ref w, (nuint)((j + 2) * Lanes));
            w3.StoreUnsafe(ref w, (nuint)((j + 3) * Lanes));
        }

        for (; j < rows; j++)
        {
            Vector512<double> sum = Vector512<double>.Zero;
            ref double row = ref x;
            for (int i = 0; i < rows; i++, row = ref Unsafe.Add(ref row, step))
                sum = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref row), At(ref row, j), sum);
            sum.StoreUnsafe(ref w, (nuint)(j * Lanes));
        }

        Reflection(square, ref x, out Vector512<double> alpha, out Vector512<double> scale);
        for (j = 1; j < rows; j++)
            (scale * Vector512.FusedMultiplyAdd(-alpha, At(ref x, j), At(ref w, j))).StoreUnsafe(ref w, (nuint)(j * Lanes));
        ref double target = ref x;
        for (int i = 0; i < rows; i++, target = ref Unsafe.Add(ref target, step))
        {
            Vector512<double> v = -Vector512.LoadUnsafe(ref target);
            for (j = 1; j < rows; j++)
                Vector512.FusedMultiplyAdd(v, At(ref w, j), At(ref target, j)).StoreUnsafe(ref target, (nuint)(j * Lanes));
        }

        return square;
    }

    // Makes row k zero right of the element above the diagonal.
    private Vector512<double> ReflectRow(ref double a, int k)
    {
        int step = _d * Lanes, columns = _d - k - 1;
        ref double x = ref Unsafe.Add(ref a, ((k * _d) + k + 1) * Lanes);
        Vector512<double> square = Square(ref x, columns, Lanes);
        if (columns == 1)
            return square;
        ref double w = ref MemoryMarshal.GetArrayDataReference(_products);
        int i = 1;
        for (; i + 4 <= columns + 1; i += 4)
        {
            ref double row = ref Unsafe.Add(ref x, i * step);
            Vector512<double> w0 = Vector512<double>.Zero, w1 = w0, w2 = w0, w3 = w0;
            for (int j = 0; j < columns; j++)
            {
                Vector512<double> v = At(ref x, j);
                w0 = Vector512.FusedMultiplyAdd(v, At(ref row, j), w0);
                w1 = Vector512.FusedMultiplyAdd(v, At(ref Unsafe.Add(ref row, step), j), w1);
                w2 = Vector512.FusedMultiplyAdd(v, At(ref Unsafe.Add(ref row, 2 * step), j), w2);
                w3 = Vector512.FusedMultiplyAdd(v, At(ref Unsafe.Add(ref row, 3 * step), j), w3);
            }

            w0.StoreUnsafe(ref w, (nuint)(i * Lanes));
            w1.StoreUnsafe(ref w, (nuint)((i + 1) * Lanes));
            w2.StoreUnsafe(ref w, (nuint)((i + 2) * Lanes));
            w3.StoreUnsafe(ref w, (nuint)((i + 3) * Lanes));
        }

        for (; i <= columns; i++)
        {
            ref double row = ref Unsafe.Add(ref x, i * step);
            Vector512<double> sum = Vector512<double>.Zero;
            for (int j = 0; j < columns; j++)
                sum = Vector512.FusedMultiplyAdd(At(ref x, j), At(ref row, j), sum);
            sum.StoreUnsafe(ref w, (nuint)(i * Lanes));
        }

        Reflection(square, ref x, out Vector512<double> alpha, out Vector512<double> scale);
        for (i = 1; i <= columns; i++)
        {
            ref double row = ref Unsafe.Add(ref x, i * step);
            Vector512<double> product = -(scale * Vector512.FusedMultiplyAdd(-alpha, Vector512.LoadUnsafe(ref row), At(ref w, i)));
            for (int j = 0; j < columns; j++)
                Vector512.FusedMultiplyAdd(product, At(ref x, j), At(ref row, j)).StoreUnsafe(ref row, (nuint)(j * Lanes));
        }

        return square;
    }

    // Turns x into v = x − α e₁, whose reflection I − scale·v vᵀ sends x to α e₁; where x is negligible, nothing is reflected.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Reflection(Vector512<double> square, ref double x, out Vector512<double> alpha, out Vector512<double> scale)
    {
        Vector512<double> first = Vector512.LoadUnsafe(ref x), counts = Vector512.GreaterThanOrEqual(square, Vector512.Create(Negligible));
        alpha = -Vector512.CopySign(Vector512.Sqrt(square), first) & counts;
        scale = (Vector512<double>.One / Vector512.FusedMultiplyAdd(-alpha, first, square)) & counts;
        (first - alpha).StoreUnsafe(ref x);
    }

    private static Vector512<double> Square(ref double x, int length, int step)
    {
        Vector512<double> sum = Vector512<double>.Zero;
        for (int i = 0; i < length; i++, x = ref Unsafe.Add(ref x, step))
        {
            Vector512<double> v = Vector512.LoadUnsafe(ref x);
            sum = Vector512.FusedMultiplyAdd(v, v, sum);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> At(ref double row, int column) => Vector512.LoadUnsafe(ref row, (nuint)(column * Lanes));
}
