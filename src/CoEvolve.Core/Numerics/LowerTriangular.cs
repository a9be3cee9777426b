namespace CoEvolve.Core;

/// <summary>
/// Lower triangular d×d matrices, row-major with zeros above the diagonal: the square roots that covariances are kept in.
/// All operations work on entries of any size down to the smallest double and on singular matrices.
/// </summary>
/// <remarks>Scalar code in a fixed order with explicit fused multiply-adds, so bits do not depend on the machine.</remarks>
public static class LowerTriangular
{
    /// <summary>Replaces L by the factor of L Lᵀ + v vᵀ, by plane rotations: no square is ever subtracted.</summary>
    /// <param name="l">L, d×d; overwritten. Its diagonal stays, or becomes, not negative where it is rotated.</param>
    /// <param name="v">Length d; destroyed.</param>
    /// <param name="first">Elements of v before this one are zero.</param>
    /// <remarks>O(d²).</remarks>
    public static void AddColumn(Span<double> l, Span<double> v, int first = 0)
    {
        int d = v.Length;
        for (int i = first; i < d; i++)
        {
            double b = v[i];
            if (b == 0)
                continue;
            double a = l[(i * d) + i];
            double r = StableMath.Hypotenuse(a, b);
            double cosine = a / r, sine = b / r;
            l[(i * d) + i] = r;
            for (int j = i + 1; j < d; j++)
            {
                double t = l[(j * d) + i];
                l[(j * d) + i] = Math.FusedMultiplyAdd(cosine, t, sine * v[j]);
                v[j] = Math.FusedMultiplyAdd(cosine, v[j], -(sine * t));
            }
        }
    }

    /// <summary>The inverse of a regular L.</summary>
    /// <param name="l">L, d×d; no zero on the diagonal.</param>
    /// <param name="inverse">d×d; overwritten, zeros above the diagonal.</param>
    /// <remarks>O(d³/6).</remarks>
    public static void Invert(ReadOnlySpan<double> l, Span<double> inverse, int d)
    {
        inverse.Clear();
        for (int j = 0; j < d; j++)
        {
            inverse[(j * d) + j] = 1 / l[(j * d) + j];
            for (int i = j + 1; i < d; i++)
            {
                double sum = 0;
                for (int m = j; m < i; m++)
                    sum = Math.FusedMultiplyAdd(l[(i * d) + m], inverse[(m * d) + j], sum);
                inverse[(i * d) + j] = -sum / l[(i * d) + i];
            }
        }
    }

    /// <summary>The product of two lower triangular matrices, A·L.</summary>
    /// <param name="product">d×d, other than the factors; overwritten, zeros above the diagonal.</param>
    /// <remarks>O(d³/6).</remarks>
    public static void Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> l, Span<double> product, int d)
    {
        product.Clear();
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = 0;
                for (int m = j; m <= i; m++)
                    sum = Math.FusedMultiplyAdd(a[(i * d) + m], l[(m * d) + j], sum);
                product[(i * d) + j] = sum;
            }
        }
    }

    /// <summary>A·v for a lower triangular A.</summary>
    /// <param name="result">Length d, other than v; overwritten.</param>
    public static void MultiplyVector(ReadOnlySpan<double> a, ReadOnlySpan<double> v, Span<double> result)
    {
        int d = v.Length;
        for (int i = 0; i < d; i++)
        {
            double sum = 0;
            for (int m = 0; m <= i; m++)
                sum = Math.FusedMultiplyAdd(a[(i * d) + m], v[m], sum);
            result[i] = sum;
        }
    }

    /// <summary>The factor of a positive semi-definite matrix of known rank (Cholesky without pivoting).</summary>
    /// <param name="matrix">d×d, symmetric; only its lower half is read.</param>
    /// <param name="rank">
    /// The matrix is the scatter of so many independent directions: in exact arithmetic columns beyond have nothing left,
    /// and are set to exact zeros instead of square roots of rounding errors.
    /// </param>
    /// <param name="l">d×d; overwritten, zeros above the diagonal. A column whose pivot is not positive is zero.</param>
    /// <remarks>O(d³/6).</remarks>
    public static void FactorSemidefinite(ReadOnlySpan<double> matrix, int rank, Span<double> l, int d)
    {
        l.Clear();
        for (int j = 0; j < Math.Min(rank, d); j++)
        {
            double pivot = matrix[(j * d) + j];
            for (int m = 0; m < j; m++)
                pivot = Math.FusedMultiplyAdd(-l[(j * d) + m], l[(j * d) + m], pivot);
            if (!(pivot > 0))
                continue;
            double root = Math.Sqrt(pivot);
            l[(j * d) + j] = root;
            for (int i = j + 1; i < d; i++)
            {
                double sum = matrix[(i * d) + j];
                for (int m = 0; m < j; m++)
                    sum = Math.FusedMultiplyAdd(-l[(i * d) + m], l[(j * d) + m], sum);
                l[(i * d) + j] = sum / root;
            }
        }
    }

    /// <summary>Σ ln|L_ii|, half of ln det L Lᵀ; null if a diagonal element is 0.</summary>
    public static double? LogDiagonal(ReadOnlySpan<double> l, int d)
    {
        DiagonalProduct product = DiagonalProduct.Of(l, d);
        return product.Significand == 0 ? null : product.Log;
    }
}
