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
            l[(i * d) + i] = StableMath.Rotation(a, b, out double cosine, out double sine);
            for (int j = i + 1; j < d; j++)
            {
                double t = l[(j * d) + i];
                l[(j * d) + i] = Math.FusedMultiplyAdd(cosine, t, sine * v[j]);
                v[j] = Math.FusedMultiplyAdd(cosine, v[j], -(sine * t));
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

    /// <summary>Σ ln|L_ii|, half of ln det L Lᵀ; null if a diagonal element is 0 or has lost digits on the way there.</summary>
    public static double? LogDiagonal(ReadOnlySpan<double> l, int d)
    {
        DiagonalProduct product = DiagonalProduct.Of(l, d);
        return product.Significand == 0 ? null : product.Log;
    }
}
