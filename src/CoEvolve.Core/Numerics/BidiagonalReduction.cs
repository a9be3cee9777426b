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
        _products = LineAligned.Allocate(dimension * Lanes);
    }

    /// <summary>Reduces eight matrices.</summary>
    /// <param name="matrices">d×d elements of eight lanes each, row-major; the largest in each lane near 1. Overwritten.</param>
    /// <param name="diagonal">Squares of the diagonal: d rows of sixteen lanes, of which the first eight are written.</param>
    /// <param name="above">Likewise of what stands above it, right of the same row's diagonal; the last is 0.</param>
    /// <remarks>O(4d³/3) multiply-adds of eight lanes.</remarks>
    public void Reduce(Span<double> matrices, Span<double> diagonal, Span<double> above)
    {
        ref double w = ref MemoryMarshal.GetReference(LineAligned.Span(_products));
        ref double a = ref MemoryMarshal.GetReference(matrices);
        int down = _d * Lanes;
        for (int k = 0; k < _d; k++, a = ref Unsafe.Add(ref a, down + Lanes))
        {
            int rest = _d - k - 1;
            Vector512<double> square = Product(ref a, ref a, rest + 1, down);
            square.CopyTo(diagonal[(k * 2 * Lanes)..]);
            if (rest > 0)
                ReflectColumn(ref a, square, rest, down, ref w);
            ref double beside = ref Unsafe.Add(ref a, Lanes);
            square = rest > 0 ? Product(ref beside, ref beside, rest, Lanes) : Vector512<double>.Zero;
            square.CopyTo(above[(k * 2 * Lanes)..]);
            if (rest > 1)
                ReflectRow(ref beside, square, rest, down, ref w);
        }
    }

    // Makes the column of x zero under its first element, and changes the columns right of it.
    private static void ReflectColumn(ref double x, Vector512<double> square, int rest, int down, ref double w)
    {
        int j = 1;
        for (; j + 3 <= rest; j += 4)
        {
            Vector512<double> w0 = Vector512<double>.Zero, w1 = w0, w2 = w0, w3 = w0;
            ref double v = ref x;
            ref double row = ref Unsafe.Add(ref x, j * Lanes);
            for (int i = rest; i >= 0; i--)
            {
                Vector512<double> factor = Vector512.LoadUnsafe(ref v);
                w0 = Vector512.FusedMultiplyAdd(factor, Vector512.LoadUnsafe(ref row), w0);
                w1 = Vector512.FusedMultiplyAdd(factor, Vector512.LoadUnsafe(ref row, Lanes), w1);
                w2 = Vector512.FusedMultiplyAdd(factor, Vector512.LoadUnsafe(ref row, 2 * Lanes), w2);
                w3 = Vector512.FusedMultiplyAdd(factor, Vector512.LoadUnsafe(ref row, 3 * Lanes), w3);
                v = ref Unsafe.Add(ref v, down);
                row = ref Unsafe.Add(ref row, down);
            }

            ref double target = ref Unsafe.Add(ref w, j * Lanes);
            w0.StoreUnsafe(ref target);
            w1.StoreUnsafe(ref target, Lanes);
            w2.StoreUnsafe(ref target, 2 * Lanes);
            w3.StoreUnsafe(ref target, 3 * Lanes);
        }

        for (; j <= rest; j++)
            Product(ref x, ref Unsafe.Add(ref x, j * Lanes), rest + 1, down).StoreUnsafe(ref w, (nuint)(j * Lanes));
        Reflection(square, ref x, out Vector512<double> alpha, out Vector512<double> scale);
        for (nuint at = Lanes; at <= (nuint)(rest * Lanes); at += Lanes)
            (scale * Vector512.FusedMultiplyAdd(-alpha, Vector512.LoadUnsafe(ref x, at), Vector512.LoadUnsafe(ref w, at))).StoreUnsafe(ref w, at);
        for (int i = rest; i >= 0; i--, x = ref Unsafe.Add(ref x, down))
            Subtract(Vector512.LoadUnsafe(ref x), ref Unsafe.Add(ref w, Lanes), ref Unsafe.Add(ref x, Lanes), rest);
    }

    // Makes the row of x zero right of its first element, and changes the rows under it.
    private static void ReflectRow(ref double x, Vector512<double> square, int rest, int down, ref double w)
    {
        ref double row = ref Unsafe.Add(ref x, down);
        int i = 0;
        for (; i + 4 <= rest; i += 4)
        {
            ref double next = ref Unsafe.Add(ref row, down);
            ref double third = ref Unsafe.Add(ref next, down);
            ref double fourth = ref Unsafe.Add(ref third, down);
            Vector512<double> w0 = Vector512<double>.Zero, w1 = w0, w2 = w0, w3 = w0;
            for (nuint at = 0; at < (nuint)(rest * Lanes); at += Lanes)
            {
                Vector512<double> factor = Vector512.LoadUnsafe(ref x, at);
                w0 = Vector512.FusedMultiplyAdd(factor, Vector512.LoadUnsafe(ref row, at), w0);
                w1 = Vector512.FusedMultiplyAdd(factor, Vector512.LoadUnsafe(ref next, at), w1);
                w2 = Vector512.FusedMultiplyAdd(factor, Vector512.LoadUnsafe(ref third, at), w2);
                w3 = Vector512.FusedMultiplyAdd(factor, Vector512.LoadUnsafe(ref fourth, at), w3);
            }

            ref double target = ref Unsafe.Add(ref w, i * Lanes);
            w0.StoreUnsafe(ref target);
            w1.StoreUnsafe(ref target, Lanes);
            w2.StoreUnsafe(ref target, 2 * Lanes);
            w3.StoreUnsafe(ref target, 3 * Lanes);
            row = ref Unsafe.Add(ref fourth, down);
        }

        for (; i < rest; i++, row = ref Unsafe.Add(ref row, down))
            Product(ref x, ref row, rest, Lanes).StoreUnsafe(ref w, (nuint)(i * Lanes));
        Reflection(square, ref x, out Vector512<double> alpha, out Vector512<double> scale);
        row = ref Unsafe.Add(ref x, down);
        for (i = 0; i < rest; i++, row = ref Unsafe.Add(ref row, down))
        {
            Vector512<double> product = Vector512.FusedMultiplyAdd(-alpha, Vector512.LoadUnsafe(ref row), Vector512.LoadUnsafe(ref w, (nuint)(i * Lanes)));
            Subtract(scale * product, ref x, ref row, rest);
        }
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

    // target ← target − factor·x.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Subtract(Vector512<double> factor, ref double x, ref double target, int length)
    {
        factor = -factor;
        for (nuint at = 0; at < (nuint)(length * Lanes); at += Lanes)
            Vector512.FusedMultiplyAdd(factor, Vector512.LoadUnsafe(ref x, at), Vector512.LoadUnsafe(ref target, at)).StoreUnsafe(ref target, at);
    }

    // The scalar product of two vectors.
    private static Vector512<double> Product(ref double x, ref double y, int length, int step)
    {
        Vector512<double> sum = Vector512<double>.Zero;
        for (int i = 0; i < length; i++)
        {
            sum = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref x), Vector512.LoadUnsafe(ref y), sum);
            x = ref Unsafe.Add(ref x, step);
            y = ref Unsafe.Add(ref y, step);
        }

        return sum;
    }
}
