using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>Sums of the singular values of eight bidiagonal matrices at once, one a lane, by shifted quotient-difference steps.</summary>
/// <remarks>
/// <para>
/// A step takes B to B̂ with B̂ᵀB̂ = BBᵀ − τI: it needs but the squares q and e of B's elements, and never a difference of large
/// numbers as long as τ is no larger than the smallest eigenvalue (Fernando and Parlett, "Accurate singular values and
/// differential qd algorithms", 1994). The same loop gives the traces of (B̂B̂ᵀ)⁻¹ and of its square, hence Laguerre's lower
/// bound of the smallest eigenvalue that is left, which is the next τ (von Matt, "The orthogonal qd-algorithm", 1997). It is
/// a bound, not an estimate: so no step ever fails, and no lane must go back. The smallest eigenvalues come out at the
/// bottom one by one, three or so steps each; the last two in closed form.
/// </para>
/// <para>
/// Lanes keep in step, but each has its own number of eigenvalues left. All is masked by it, so a lane's sum does not depend
/// on its neighbours.
/// </para>
/// </remarks>
internal static class ShiftedQuotients
{
    private const int Lanes = RandomStream.Lanes;
    private const double Epsilon = 1.1102230246251565e-16; // 2^-53

    // Nothing of size 1 notices singular values that change by 2^-55.
    private const double Negligible = 7.703719777548943e-34; // 2^-110

    // Keeps what stands above the diagonal from vanishing: a small eigenvalue that lies above a larger one can always move down.
    private const double Least = 1e-290;

    // Lowers Laguerre's bound by more than its rounding errors.
    private const double Caution = 1 + 9.094947017729282e-13; // 1 + 2^-40

    // No eigenvalue takes nearly as many; it only keeps the loop finite.
    private const int MostSteps = 100;

    /// <summary>Σ σ_i in each lane.</summary>
    /// <param name="diagonal">q: d rows of eight, the squares of the diagonal; the largest near 1. Overwritten.</param>
    /// <param name="above">e: as many, the squares of what stands above the diagonal, the last 0. Overwritten.</param>
    /// <param name="d">3 or more.</param>
    /// <remarks>About 3d steps of d divisions each.</remarks>
    public static Vector512<double> SumOfRoots(Span<double> diagonal, Span<double> above, int d)
    {
        ref double q = ref MemoryMarshal.GetReference(diagonal);
        ref double e = ref MemoryMarshal.GetReference(above);
        Vector512<double> one = Vector512<double>.One, none = -one;
        Vector512<double> least = Vector512.Create(Least);
        for (int i = 0; i + 1 < d; i++)
            Vector512.Max(At(ref e, i), least).StoreUnsafe(ref e, (nuint)(i * Lanes));

        // Bottom row, sum of shifts, next shift, steps since the last eigenvalue; what was found.
        Vector512<double> last = Vector512.Create(d - 1.0), shifted = Vector512<double>.Zero, shift = shifted, steps = shifted, sum = shifted;
        for (int top = d - 1; top >= 2;)
        {
            Step(ref q, ref e, top, last, shift, out StepEnd end);
            shifted += shift;
            Vector512<double> lower = Laguerre(last, end.UpperTrace, end.UpperSquares);
            Vector512<double> eigenvalue = end.Bottom + shifted;
            Vector512<double> decoupled =
                (Vector512.LessThanOrEqual(end.Bottom * 2.0, lower)
                    & Vector512.LessThanOrEqual(end.Coupling * end.Bottom, lower * Epsilon * Vector512.MinNative(lower, eigenvalue)))
                | Vector512.LessThanOrEqual(end.Coupling, Vector512.FusedMultiplyAdd(eigenvalue, Vector512.Create(Epsilon * Epsilon), Vector512.Create(Negligible)))
                | Vector512.GreaterThanOrEqual(steps, Vector512.Create((double)MostSteps));
            Vector512<double> found = decoupled & Vector512.GreaterThan(last, one);
            shift = Vector512.ConditionalSelect(found, lower, Laguerre(last + one, end.Trace, end.Squares));
            steps = Vector512.AndNot(steps + one, found);
            sum += Vector512.Sqrt(eigenvalue) & found;
            last -= one & found;
            Vector512<double> closing = found & Vector512.Equals(last, one);
            if (closing != Vector512<double>.Zero)
            {
                sum += LastTwo(At(ref q, 0), At(ref e, 0), At(ref q, 1), At(ref e, 1), shifted) & closing;
                last = Vector512.ConditionalSelect(closing, none, last);
                shift = Vector512.AndNot(shift, closing);
            }

            while (top >= 2 && !Vector512.GreaterThanOrEqualAny(last, Vector512.Create((double)top)))
                top--;
        }

        return sum;
    }

    // One step on rows 0 to top. In a lane that ends before, what follows its last row is noise that nobody reads.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(ref double q, ref double e, int top, Vector512<double> last, Vector512<double> shift, out StepEnd end)
    {
        Vector512<double> zero = Vector512<double>.Zero, one = Vector512<double>.One, least = Vector512.Create(Least);
        Vector512<double> trace = zero, squares = zero, diagonal = zero, off = zero, above = zero, row = zero;
        Vector512<double> endTrace = zero, endSquares = zero, upperTrace = zero, upperSquares = zero, bottom = zero, coupling = zero;
        Vector512<double> rest = Vector512.MaxNative(At(ref q, 0) - shift, zero);
        for (int i = 0; ; i++)
        {
            Vector512<double> before = At(ref e, i), here = Vector512.Equals(row, last);
            Vector512<double> pivot = rest + before, inverse = one / pivot;

            // Elements (i, i) of the inverse, and the sum of squares of those left of it.
            off = above * inverse * Vector512.FusedMultiplyAdd(diagonal, diagonal, off);
            diagonal = Vector512.FusedMultiplyAdd(above, diagonal, one) * inverse;
            upperTrace = Vector512.ConditionalSelect(here, trace, upperTrace);
            upperSquares = Vector512.ConditionalSelect(here, squares, upperSquares);
            trace += diagonal;
            squares += Vector512.FusedMultiplyAdd(diagonal, diagonal, off + off);
            endTrace = Vector512.ConditionalSelect(here, trace, endTrace);
            endSquares = Vector512.ConditionalSelect(here, squares, endSquares);
            bottom = Vector512.ConditionalSelect(here, pivot, bottom);
            coupling = Vector512.ConditionalSelect(here, above, coupling);
            pivot.StoreUnsafe(ref q, (nuint)(i * Lanes));
            if (i == top)
            {
                Vector512.AndNot(before, here).StoreUnsafe(ref e, (nuint)(i * Lanes));
                break;
            }

            Vector512<double> quotient = At(ref q, i + 1) * inverse;
            above = Vector512.MaxNative(before * quotient, least);
            Vector512.AndNot(above, here).StoreUnsafe(ref e, (nuint)(i * Lanes));
            rest = Vector512.MaxNative(Vector512.FusedMultiplyAdd(rest, quotient, -shift), zero);
            row += one;
        }

        end = new StepEnd(endTrace, endSquares, upperTrace, upperSquares, bottom, coupling);
    }

    // A bound on the smallest of n positive numbers from below, by the sums of their inverses and of the inverses' squares; 0 if
    // those are beyond the range of doubles.
    private static Vector512<double> Laguerre(Vector512<double> n, Vector512<double> inverses, Vector512<double> squares)
    {
        Vector512<double> spread = Vector512.FusedMultiplyAdd(n * Caution, squares, -(inverses * inverses));
        Vector512<double> bound = n / (inverses + Vector512.Sqrt((n - Vector512<double>.One) * spread));
        return bound & Vector512.GreaterThan(bound, Vector512<double>.Zero);
    }

    // The sum of both roots is the root of their squares' sum and twice their product.
    private static Vector512<double> LastTwo(Vector512<double> q0, Vector512<double> e0, Vector512<double> q1, Vector512<double> e1, Vector512<double> shifted)
    {
        Vector512<double> trace = q0 + e0 + (q1 + e1), determinant = Vector512.FusedMultiplyAdd(q0, q1, (q0 + e0) * e1);
        Vector512<double> product = Vector512.FusedMultiplyAdd(shifted, trace + shifted, determinant);
        return Vector512.Sqrt(trace + (2.0 * (shifted + Vector512.Sqrt(product))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> At(ref double rows, int row) => Vector512.LoadUnsafe(ref rows, (nuint)(row * Lanes));

    /// <summary>What a step leaves of each lane.</summary>
    /// <param name="Trace">Σ 1/λ over all eigenvalues that are left, less the shifts.</param>
    /// <param name="Squares">Σ 1/λ².</param>
    /// <param name="UpperTrace">The first without the last row.</param>
    /// <param name="UpperSquares">The second without it.</param>
    /// <param name="Bottom">q of the last row.</param>
    /// <param name="Coupling">e of the row before.</param>
    private readonly record struct StepEnd(
        Vector512<double> Trace,
        Vector512<double> Squares,
        Vector512<double> UpperTrace,
        Vector512<double> UpperSquares,
        Vector512<double> Bottom,
        Vector512<double> Coupling);
}
