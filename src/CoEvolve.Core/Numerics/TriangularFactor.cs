namespace CoEvolve.Core;

/// <summary>The triangular factor R of a QR decomposition X = QR by Householder reflections, without Q.</summary>
/// <remarks>
/// XᵀX = RᵀR, so Rᵀ is a lower triangular square root of the scatter of the rows of X, found without ever forming the
/// scatter: half of the digits would be lost there. Columns that depend on the ones before them (constant pixels, fewer
/// images than dimensions) give a diagonal of exactly zero, never NaN. Source: Golub &amp; Van Loan, Matrix Computations,
/// section 5.2; the deviation is that a negligible column is skipped.
/// </remarks>
public static class TriangularFactor
{
    // A remainder of a column below this share of the column is rounding, not data.
    private const double Negligible = 1e-13;

    /// <summary>Returns R.</summary>
    /// <param name="matrix">Row-major, rows × <paramref name="columns"/>, finite; overwritten.</param>
    /// <param name="columns">d, 1 or more.</param>
    /// <returns>Row-major d×d, upper triangular, its diagonal not negative.</returns>
    /// <exception cref="ArgumentException">The length is no multiple of d.</exception>
    /// <remarks>O(rows·d²). Draws no random numbers.</remarks>
    public static double[] Of(double[] matrix, int columns)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        Preconditions.InRange(columns, 1, int.MaxValue);
        Preconditions.Require(matrix.Length % columns == 0, $"Length is {matrix.Length}; allowed is a multiple of d = {columns}.", nameof(matrix));
        int rows = matrix.Length / columns;
        double[] lengths = ColumnLengths(matrix, rows, columns);
        var work = new double[columns];
        var upper = new double[columns * columns];
        int pivot = 0;
        for (int j = 0; j < columns && pivot < rows; j++)
        {
            if (!Reflect(matrix, rows, columns, pivot, j, lengths[j], work))
                continue;
            double sign = matrix[(pivot * columns) + j] < 0 ? -1 : 1;
            for (int c = j; c < columns; c++)
                upper[(j * columns) + c] = sign * matrix[(pivot * columns) + c];
            pivot++;
        }

        return upper;
    }

    private static double[] ColumnLengths(double[] matrix, int rows, int columns)
    {
        var squares = new double[columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
                squares[j] = Math.FusedMultiplyAdd(matrix[(i * columns) + j], matrix[(i * columns) + j], squares[j]);
        }

        return Array.ConvertAll(squares, Math.Sqrt);
    }

    // Makes column j zero below the pivot's row, unless nothing is left in it. Rows are visited in the outer loop, as they
    // lie in memory.
    private static bool Reflect(double[] matrix, int rows, int columns, int pivot, int j, double columnLength, double[] work)
    {
        double square = 0;
        for (int i = pivot; i < rows; i++)
            square = Math.FusedMultiplyAdd(matrix[(i * columns) + j], matrix[(i * columns) + j], square);
        double length = Math.Sqrt(square);
        if (length <= Negligible * columnLength)
            return false;

        double head = matrix[(pivot * columns) + j];
        double diagonal = head > 0 ? -length : length;
        matrix[(pivot * columns) + j] = head - diagonal;
        double scale = 1 / (length * (length + Math.Abs(head)));
        Span<double> products = work.AsSpan(j + 1, columns - j - 1);
        products.Clear();
        for (int i = pivot; i < rows; i++)
        {
            double v = matrix[(i * columns) + j];
            ReadOnlySpan<double> row = matrix.AsSpan((i * columns) + j + 1, products.Length);
            for (int c = 0; c < products.Length; c++)
                products[c] = Math.FusedMultiplyAdd(v, row[c], products[c]);
        }

        for (int i = pivot; i < rows; i++)
        {
            double v = -scale * matrix[(i * columns) + j];
            Span<double> row = matrix.AsSpan((i * columns) + j + 1, products.Length);
            for (int c = 0; c < products.Length; c++)
                row[c] = Math.FusedMultiplyAdd(v, products[c], row[c]);
        }

        matrix[(pivot * columns) + j] = diagonal;
        return true;
    }
}
