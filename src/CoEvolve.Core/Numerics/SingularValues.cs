namespace CoEvolve.Core;

/// <summary>The nuclear norm of a small square matrix: the sum of its singular values.</summary>
/// <remarks>
/// Householder reduction to bidiagonal form, then implicitly shifted QR steps on the bidiagonal (Golub and Kahan 1965;
/// Golub and Van Loan, Matrix Computations, section 8.6), values only. Own code rather than a library's because the
/// result is stored, and must have the same bits on every machine.
/// </remarks>
public static class SingularValues
{
    private const double Epsilon = 1.1102230246251565e-16; // 2^-53
    private const int StepsPerValue = 60;

    // A column or row this short beside a largest entry of 1 adds nothing to the sum, and its squares would underflow.
    // Ecosystems get there: the directions of a covariance collapse at different rates.
    private const double Negligible = 1e-120;

    /// <summary>Length of the scratch that <see cref="NuclearNorm"/> needs for dimension d.</summary>
    public static int ScratchLength(int d) => (d * d) + (3 * d);

    /// <summary>Σ σ_i of a d×d matrix, row-major.</summary>
    /// <param name="matrix">Any finite entries; sizes down to the smallest double keep their relative precision.</param>
    /// <param name="d">1 or more.</param>
    /// <param name="scratch">At least <see cref="ScratchLength"/> doubles.</param>
    /// <remarks>O(d³); closed forms for d = 1 and 2.</remarks>
    public static double NuclearNorm(ReadOnlySpan<double> matrix, int d, Span<double> scratch)
    {
        double most = 0;
        foreach (double x in matrix)
            most = Math.Max(most, Math.Abs(x));
        if (most == 0)
            return 0;
        if (d == 1)
            return most;

        // Dividing by the largest entry keeps squares of tiny matrices from underflowing.
        Span<double> a = scratch[..(d * d)];
        for (int i = 0; i < a.Length; i++)
            a[i] = matrix[i] / most;
        if (d == 2)
        {
            double squares = Math.FusedMultiplyAdd(a[0], a[0], a[1] * a[1]) + Math.FusedMultiplyAdd(a[2], a[2], a[3] * a[3]);
            double determinant = Math.Abs(Math.FusedMultiplyAdd(a[0], a[3], -(a[1] * a[2])));
            return most * Math.Sqrt(squares + (2 * determinant));
        }

        Span<double> diagonal = scratch.Slice(d * d, d);
        Span<double> upper = scratch.Slice((d * d) + d, d);
        Bidiagonalise(a, diagonal, upper, scratch.Slice((d * d) + (2 * d), d));
        Diagonalise(diagonal, upper);
        double sum = 0;
        foreach (double sigma in diagonal)
            sum += Math.Abs(sigma);
        return most * sum;
    }

    // Reflections from the left and from the right in turn leave a diagonal and the line above it; upper[i] stands beside
    // diagonal[i], and upper[d−1] is 0.
    private static void Bidiagonalise(Span<double> a, Span<double> diagonal, Span<double> upper, Span<double> sums)
    {
        int d = diagonal.Length;
        for (int k = 0; k < d; k++)
        {
            diagonal[k] = ReflectColumn(a, k, d, sums);
            upper[k] = k + 1 < d ? ReflectRow(a, k, d) : 0;
        }
    }

    private static double ReflectColumn(Span<double> a, int k, int d, Span<double> sums)
    {
        double norm = 0;
        for (int i = k; i < d; i++)
            norm = StableMath.Hypotenuse(norm, a[(i * d) + k]);
        if (norm < Negligible)
            return 0;
        double alpha = a[(k * d) + k] > 0 ? -norm : norm;
        a[(k * d) + k] -= alpha;
        double scale = -1 / (alpha * a[(k * d) + k]); // 2 / ‖v‖²
        sums[k..].Clear();
        for (int i = k; i < d; i++)
        {
            double v = a[(i * d) + k];
            for (int j = k + 1; j < d; j++)
                sums[j] = Math.FusedMultiplyAdd(v, a[(i * d) + j], sums[j]);
        }

        for (int i = k; i < d; i++)
        {
            double v = a[(i * d) + k] * scale;
            for (int j = k + 1; j < d; j++)
                a[(i * d) + j] = Math.FusedMultiplyAdd(-v, sums[j], a[(i * d) + j]);
        }

        return alpha;
    }

    private static double ReflectRow(Span<double> a, int k, int d)
    {
        double norm = 0;
        for (int j = k + 1; j < d; j++)
            norm = StableMath.Hypotenuse(norm, a[(k * d) + j]);
        if (norm < Negligible)
            return 0;
        int first = (k * d) + k + 1;
        double alpha = a[first] > 0 ? -norm : norm;
        a[first] -= alpha;
        double scale = -1 / (alpha * a[first]);
        for (int i = k + 1; i < d; i++)
        {
            double sum = 0;
            for (int j = k + 1; j < d; j++)
                sum = Math.FusedMultiplyAdd(a[(k * d) + j], a[(i * d) + j], sum);
            sum *= scale;
            for (int j = k + 1; j < d; j++)
                a[(i * d) + j] = Math.FusedMultiplyAdd(-sum, a[(k * d) + j], a[(i * d) + j]);
        }

        return alpha;
    }

    // Drives the line above the diagonal to zero, from the bottom up. Every pass either splits the matrix or makes a QR
    // step, which converges cubically; the bound on passes is never met and only keeps the loop finite.
    private static void Diagonalise(Span<double> diagonal, Span<double> upper)
    {
        int last = diagonal.Length - 1;
        double size = 0;
        for (int i = 0; i <= last; i++)
            size = Math.Max(size, Math.Abs(diagonal[i]) + Math.Abs(upper[i]));
        for (int pass = 0; last > 0 && pass < StepsPerValue * diagonal.Length; pass++)
        {
            for (int i = 0; i < last; i++)
            {
                if (Math.Abs(upper[i]) <= Epsilon * (Math.Abs(diagonal[i]) + Math.Abs(diagonal[i + 1])))
                    upper[i] = 0;
            }

            while (last > 0 && upper[last - 1] == 0)
                last--;
            if (last == 0)
                return;
            int first = last - 1;
            while (first > 0 && upper[first - 1] != 0)
                first--;
            int zero = FindZero(diagonal[first..last], size);
            if (zero >= 0)
                ChaseRow(diagonal, upper, first + zero, last);
            else
                Step(diagonal, upper, first, last);
        }
    }

    private static int FindZero(ReadOnlySpan<double> diagonal, double size)
    {
        for (int i = 0; i < diagonal.Length; i++)
        {
            if (Math.Abs(diagonal[i]) <= Epsilon * size)
                return i;
        }

        return -1;
    }

    // diagonal[row] is zero: rotations with the rows below move upper[row] out of the matrix, which then splits.
    private static void ChaseRow(Span<double> diagonal, Span<double> upper, int row, int last)
    {
        diagonal[row] = 0;
        double bulge = upper[row];
        upper[row] = 0;
        for (int j = row + 1; j <= last && bulge != 0; j++)
        {
            double r = StableMath.Hypotenuse(diagonal[j], bulge);
            double cosine = diagonal[j] / r, sine = bulge / r;
            diagonal[j] = r;
            bulge = -sine * upper[j];
            upper[j] *= cosine;
        }
    }

    // One implicit QR step on rows first to last of BᵀB, shifted by the eigenvalue of its last 2×2 block that is nearer to
    // the last entry (Wilkinson's shift).
    private static void Step(Span<double> diagonal, Span<double> upper, int first, int last)
    {
        double m = diagonal[last - 1], n = diagonal[last], f = upper[last - 1];
        double g = last - 1 > first ? upper[last - 2] : 0;
        double a = Math.FusedMultiplyAdd(m, m, g * g), b = Math.FusedMultiplyAdd(n, n, f * f), c = m * f;
        double half = (a - b) / 2;
        double root = StableMath.Hypotenuse(half, c);
        double divisor = half >= 0 ? half + root : half - root;
        double shift = divisor == 0 ? b : b - (c * c / divisor);
        double y = Math.FusedMultiplyAdd(diagonal[first], diagonal[first], -shift);
        double z = diagonal[first] * upper[first];
        for (int k = first; k < last; k++)
        {
            double r = StableMath.Hypotenuse(y, z);
            double cosine = r == 0 ? 1 : y / r, sine = r == 0 ? 0 : z / r;
            if (k > first)
                upper[k - 1] = r;
            y = Math.FusedMultiplyAdd(cosine, diagonal[k], sine * upper[k]);
            upper[k] = Math.FusedMultiplyAdd(cosine, upper[k], -(sine * diagonal[k]));
            z = sine * diagonal[k + 1];
            diagonal[k + 1] *= cosine;
            r = StableMath.Hypotenuse(y, z);
            cosine = r == 0 ? 1 : y / r;
            sine = r == 0 ? 0 : z / r;
            diagonal[k] = r;
            y = Math.FusedMultiplyAdd(cosine, upper[k], sine * diagonal[k + 1]);
            diagonal[k + 1] = Math.FusedMultiplyAdd(cosine, diagonal[k + 1], -(sine * upper[k]));
            z = sine * upper[k + 1];
            upper[k + 1] *= cosine;
        }

        upper[last - 1] = y;
    }
}
