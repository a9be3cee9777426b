namespace CoEvolve.Reference;

/// <summary>Gauss elimination and Cholesky factors, as textbooks write them.</summary>
public static class LinearSystems
{
    /// <summary>Solves a·x = b by Gauss elimination with partial pivoting.</summary>
    /// <param name="a">n×n, regular.</param>
    /// <param name="b">Length n.</param>
    /// <returns>x, length n.</returns>
    /// <exception cref="InvalidOperationException">The matrix is singular: a pivot is exactly 0.</exception>
    /// <remarks>O(n³).</remarks>
    public static double[] Solve(double[,] a, double[] b)
    {
        int n = b.Length;
        double[,] m = (double[,])a.Clone();
        double[] x = (double[])b.Clone();
        for (int column = 0; column < n; column++)
        {
            int pivot = PivotRow(m, column);
            if (m[pivot, column] == 0) throw new InvalidOperationException($"Singular matrix: no pivot in column {column}.");
            SwapRows(m, column, pivot);
            (x[column], x[pivot]) = (x[pivot], x[column]);
            for (int row = column + 1; row < n; row++)
            {
                double factor = m[row, column] / m[column, column];
                for (int j = column; j < n; j++) m[row, j] -= factor * m[column, j];
                x[row] -= factor * x[column];
            }
        }
        for (int row = n - 1; row >= 0; row--)
        {
            for (int j = row + 1; j < n; j++) x[row] -= m[row, j] * x[j];
            x[row] /= m[row, row];
        }
        return x;
    }

    /// <summary>Natural logarithm of |det a|, from the pivots of an LU decomposition with partial pivoting.</summary>
    /// <param name="a">d×d.</param>
    /// <returns>ln|det a|; negative infinity when a pivot is exactly 0.</returns>
    public static double LogAbsDeterminant(double[,] a)
    {
        int d = a.GetLength(0);
        double[,] m = (double[,])a.Clone();
        double sum = 0;
        for (int column = 0; column < d; column++)
        {
            int pivot = PivotRow(m, column);
            if (m[pivot, column] == 0) return double.NegativeInfinity;
            SwapRows(m, column, pivot);
            for (int row = column + 1; row < d; row++)
            {
                double factor = m[row, column] / m[column, column];
                for (int j = column; j < d; j++) m[row, j] -= factor * m[column, j];
            }
            sum += Math.Log(Math.Abs(m[column, column]));
        }
        return sum;
    }

    /// <summary>The lower triangular factor L with L·Lᵀ = a, for a positive definite matrix.</summary>
    /// <param name="a">d×d, symmetric and positive definite in floating point.</param>
    /// <returns>d×d, lower triangular, positive diagonal.</returns>
    /// <exception cref="InvalidOperationException">A pivot is not positive; its index and value are reported.</exception>
    public static double[,] Cholesky(double[,] a) => Cholesky(a, semidefinite: false);

    /// <summary>A lower triangular L with L·Lᵀ = a, for a matrix that may be singular.</summary>
    /// <param name="a">d×d, symmetric and positive semi-definite up to rounding.</param>
    /// <returns>d×d, lower triangular; a pivot under 1e-13 of its diagonal entry counts as 0 and gives a zero column.</returns>
    public static double[,] SemidefiniteCholesky(double[,] a) => Cholesky(a, semidefinite: true);

    private static double[,] Cholesky(double[,] a, bool semidefinite)
    {
        int d = a.GetLength(0);
        var l = new double[d, d];
        for (int j = 0; j < d; j++)
        {
            double pivot = a[j, j];
            for (int m = 0; m < j; m++) pivot -= l[j, m] * l[j, m];
            // What rounding leaves of an exact zero is of the order of 1e-16 of the diagonal entry, on either side of zero.
            if (semidefinite && pivot <= 1e-13 * a[j, j]) continue;
            if (!(pivot > 0))
                throw new InvalidOperationException(FormattableString.Invariant($"Pivot {j} is {pivot:R}; it must be > 0."));
            l[j, j] = Math.Sqrt(pivot);
            for (int i = j + 1; i < d; i++)
            {
                double entry = a[i, j];
                for (int m = 0; m < j; m++) entry -= l[i, m] * l[j, m];
                l[i, j] = entry / l[j, j];
            }
        }
        return l;
    }

    private static int PivotRow(double[,] m, int column)
    {
        int best = column;
        for (int row = column + 1; row < m.GetLength(0); row++)
            if (Math.Abs(m[row, column]) > Math.Abs(m[best, column])) best = row;
        return best;
    }

    private static void SwapRows(double[,] m, int first, int second)
    {
        if (first == second) return;
        for (int j = 0; j < m.GetLength(1); j++) (m[first, j], m[second, j]) = (m[second, j], m[first, j]);
    }
}
