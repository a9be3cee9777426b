using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CoEvolve.Core;

/// <summary>Sums of the singular values of sixteen bidiagonal matrices at once, in two blocks of eight lanes, by shifted quotient-difference steps.</summary>
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
    private const double Epsilon = 3.552713678800501e-15; // 2^-48

    // Nothing of size 1 notices singular values that change by 2^-55. Eigenvalues much smaller would have traces without bound.
    private const double Negligible = 7.703719777548943e-34; // 2^-110

    // Keeps what stands above the diagonal from vanishing: a small eigenvalue that lies above a larger one can always move down.
    private const double Least = 1e-290;

    // Lowers Laguerre's bound by more than its rounding errors.
    private const double Caution = 1 + 9.094947017729282e-13; // 1 + 2^-40

    // No eigenvalue takes nearly as many; it only keeps the loop finite.
    private const int MostSteps = 100;

    /// <summary>Σ σ_i in each lane.</summary>
    /// <param name="diagonal">q: d rows of sixteen, the squares of the diagonal; the largest near 1. Overwritten.</param>
    /// <param name="above">e: as many, the squares of what stands above the diagonal, the last 0. Overwritten.</param>
    /// <param name="d">3 or more.</param>
    /// <param name="blocks">1 if only the first eight lanes count, or 2.</param>
    /// <param name="first">The sums of the first eight lanes.</param>
    /// <param name="second">Those of the last eight.</param>
    /// <remarks>
    /// About 3d steps of d divisions each. Each division waits for the one before it; with two blocks of eight, one block's
    /// work is done while the other's waits.
    /// </remarks>
    public static void SumsOfRoots(Span<double> diagonal, Span<double> above, int d, int blocks, out Vector512<double> first, out Vector512<double> second)
    {
        ref double q = ref MemoryMarshal.GetReference(diagonal);
        ref double e = ref MemoryMarshal.GetReference(above);
        Vector512<double> least = Vector512.Create(Least);
        for (int i = 0; i < 2 * (d - 1); i++)
            Vector512.Max(Vector512.LoadUnsafe(ref e, (nuint)(i * Lanes)), least).StoreUnsafe(ref e, (nuint)(i * Lanes));
        var a = new BlockState(d);
        var b = new BlockState(blocks == 2 ? d : 0);
        for (int top = d - 1; top >= 2;)
        {
            Step(ref q, ref e, top, a.Last, a.Shift, b.Last, b.Shift, out StepEnd endOfA, out StepEnd endOfB);
            a.Finish(endOfA, ref q, ref e);
            b.Finish(endOfB, ref Unsafe.Add(ref q, Lanes), ref Unsafe.Add(ref e, Lanes));
            while (top >= 2 && !Vector512.GreaterThanOrEqualAny(Vector512.Max(a.Last, b.Last), Vector512.Create((double)top)))
                top--;
        }

        first = a.Sum;
        second = b.Sum;
    }

    // One step on rows 0 to top. In a lane that ends before, what follows its last row is noise that nobody reads.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(
        ref double q,
        ref double e,
        int top,
        Vector512<double> lastOfA,
        Vector512<double> shiftOfA,
        Vector512<double> lastOfB,
        Vector512<double> shiftOfB,
        out StepEnd endOfA,
        out StepEnd endOfB)
    {
        Sweep a = default, b = default;
        a.Begin(ref q, shiftOfA);
        b.Begin(ref Unsafe.Add(ref q, Lanes), shiftOfB);
        Vector512<double> row = Vector512<double>.Zero;
        for (int i = 0; i < top; i++, row += Vector512<double>.One)
        {
            a.Row(ref q, ref e, row, lastOfA);
            b.Row(ref Unsafe.Add(ref q, Lanes), ref Unsafe.Add(ref e, Lanes), row, lastOfB);
            a.Next(ref q, ref e, row, lastOfA, shiftOfA);
            b.Next(ref Unsafe.Add(ref q, Lanes), ref Unsafe.Add(ref e, Lanes), row, lastOfB, shiftOfB);
            q = ref Unsafe.Add(ref q, 2 * Lanes);
            e = ref Unsafe.Add(ref e, 2 * Lanes);
        }

        a.Row(ref q, ref e, row, lastOfA);
        b.Row(ref Unsafe.Add(ref q, Lanes), ref Unsafe.Add(ref e, Lanes), row, lastOfB);
        ClearEnd(ref e, row, lastOfA);
        ClearEnd(ref Unsafe.Add(ref e, Lanes), row, lastOfB);
        endOfA = a.End;
        endOfB = b.End;
    }

    // What was left above a row that has become the last is used up.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ClearEnd(ref double e, Vector512<double> row, Vector512<double> last) =>
        Vector512.AndNot(Vector512.LoadUnsafe(ref e), Vector512.Equals(row, last)).StoreUnsafe(ref e);

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

    /// <summary>What eight lanes carry from step to step.</summary>
    private struct BlockState(int d)
    {
        private Vector512<double> _shifted;
        private Vector512<double> _steps;

        /// <summary>Each lane's last row; below 2 all is found, and further steps change nothing.</summary>
        public Vector512<double> Last { get; private set; } = Vector512.Create(d - 1.0);

        /// <summary>τ of the next step.</summary>
        public Vector512<double> Shift { get; private set; }

        /// <summary>Singular values found so far.</summary>
        public Vector512<double> Sum { get; private set; }

        /// <summary>Takes out eigenvalues that stand alone, and finds the next shift.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Finish(in StepEnd end, ref double q, ref double e)
        {
            Vector512<double> one = Vector512<double>.One;
            _shifted += Shift;
            Vector512<double> eigenvalue = end.Bottom + _shifted;

            // No eigenvalue above is smaller than 1/trace.
            Vector512<double> trace = end.UpperTrace, bottom = end.Bottom * trace;
            Vector512<double> decoupled =
                (Vector512.LessThanOrEqual(bottom, Vector512.Create(0.5))
                    & Vector512.LessThanOrEqual(end.Coupling * trace * bottom, Epsilon * Vector512.MinNative(eigenvalue * trace, one)))
                | Vector512.LessThanOrEqual(end.Coupling, Vector512.FusedMultiplyAdd(eigenvalue, Vector512.Create(Epsilon * Epsilon), Vector512.Create(Negligible)))
                | Vector512.GreaterThanOrEqual(_steps, Vector512.Create((double)MostSteps));
            Vector512<double> found = decoupled & Vector512.GreaterThan(Last, one);
            Shift = Laguerre(
                Last + Vector512.AndNot(one, found),
                trace + Vector512.AndNot(end.LastTrace, found),
                end.UpperSquares + Vector512.AndNot(end.LastSquares, found));
            _steps = Vector512.AndNot(_steps + one, found);
            Sum += Vector512.Sqrt(eigenvalue) & found;
            Last -= one & found;
            Vector512<double> closing = found & Vector512.Equals(Last, one);
            if (closing != Vector512<double>.Zero)
                Sum += LastTwo(At(ref q, 0), At(ref e, 0), At(ref q, 1), At(ref e, 1), _shifted) & closing;
        }

        private static Vector512<double> At(ref double rows, int row) => Vector512.LoadUnsafe(ref rows, (nuint)(row * 2 * Lanes));
    }

    /// <summary>One step's way through the rows of eight lanes.</summary>
    private struct Sweep
    {
        private Vector512<double> _rest;
        private Vector512<double> _above;
        private Vector512<double> _inverse;
        private Vector512<double> _diagonal;
        private Vector512<double> _off;
        private Vector512<double> _trace;
        private Vector512<double> _squares;
        private Vector512<double> _lastTrace;
        private Vector512<double> _lastSquares;
        private Vector512<double> _bottom;
        private Vector512<double> _coupling;

        public readonly StepEnd End => new(_trace, _squares, _lastTrace, _lastSquares, _bottom, _coupling);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Begin(ref double q, Vector512<double> shift) => _rest = Vector512.MaxNative(Vector512.LoadUnsafe(ref q) - shift, Vector512<double>.Zero);

        /// <summary>The row's own element of B̂, and what it adds to the traces.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Row(ref double q, ref double e, Vector512<double> row, Vector512<double> last)
        {
            Vector512<double> pivot = _rest + Vector512.LoadUnsafe(ref e);
            _inverse = Vector512<double>.One / pivot;

            // Element (i, i) of the inverse, and the sum of squares of those left of it.
            _off = _above * _inverse * Vector512.FusedMultiplyAdd(_diagonal, _diagonal, _off);
            _diagonal = Vector512.FusedMultiplyAdd(_above, _diagonal, Vector512<double>.One) * _inverse;
            Vector512<double> squares = Vector512.FusedMultiplyAdd(_diagonal, _diagonal, _off + _off);
            Vector512<double> inner = Vector512.LessThan(row, last), here = Vector512.Equals(row, last);
            _trace += Vector512.ConditionalSelect(inner, _diagonal, Vector512<double>.Zero);
            _squares += Vector512.ConditionalSelect(inner, squares, Vector512<double>.Zero);
            _lastTrace = Vector512.ConditionalSelect(here, _diagonal, _lastTrace);
            _lastSquares = Vector512.ConditionalSelect(here, squares, _lastSquares);
            _bottom = Vector512.ConditionalSelect(here, pivot, _bottom);
            _coupling = Vector512.ConditionalSelect(here, _above, _coupling);
            pivot.StoreUnsafe(ref q);
        }

        /// <summary>The element above the next row's, and what the next row starts from.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Next(ref double q, ref double e, Vector512<double> row, Vector512<double> last, Vector512<double> shift)
        {
            Vector512<double> quotient = Vector512.LoadUnsafe(ref q, 2 * Lanes) * _inverse;
            _above = Vector512.MaxNative(Vector512.LoadUnsafe(ref e) * quotient, Vector512.Create(Least));
            Vector512.ConditionalSelect(Vector512.Equals(row, last), Vector512<double>.Zero, _above).StoreUnsafe(ref e);
            _rest = Vector512.MaxNative(Vector512.FusedMultiplyAdd(_rest, quotient, -shift), Vector512<double>.Zero);
        }
    }

    /// <summary>What a step leaves of eight lanes.</summary>
    /// <param name="UpperTrace">Σ 1/λ over the eigenvalues that are left, less the shifts, but without the last row.</param>
    /// <param name="UpperSquares">Σ 1/λ², likewise.</param>
    /// <param name="LastTrace">What the last row adds to the first.</param>
    /// <param name="LastSquares">What it adds to the second.</param>
    /// <param name="Bottom">q of the last row.</param>
    /// <param name="Coupling">e of the row before.</param>
    private readonly record struct StepEnd(
        Vector512<double> UpperTrace,
        Vector512<double> UpperSquares,
        Vector512<double> LastTrace,
        Vector512<double> LastSquares,
        Vector512<double> Bottom,
        Vector512<double> Coupling);
}
