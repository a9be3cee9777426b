namespace CoEvolve.Reference;

/// <summary>Eigenvalues and square roots of symmetric matrices by cyclic Jacobi rotations.</summary>
public static class SymmetricEigen
{
    private const int MaxSweeps = 100;

    /// <summary>Decomposes a symmetric matrix into V·diag(λ)·Vᵀ.</summary>
    /// <param name="a">d×d, symmetric.</param>
    /// <returns>Eigenvalues λ (length d, in no particular order) and V (d×d, column j belongs to λ_j, orthonormal).</returns>
    /// <exception cref="InvalidOperationException">No convergence within 100 sweeps (an entry is NaN or infinite).</exception>
    public static (double[] Values, double[,] Vectors) Decompose(double[,] a)
    {
        int d = a.GetLength(0);
        double[,] m = (double[,])a.Clone();
        double[,] v = Matrices.Identity(d);
        for (int sweep = 0; sweep < MaxSweeps; sweep++)
        {
            bool rotated = false;
            for (int p = 0; p < d; p++)
            {
                for (int q = p + 1; q < d; q++)
                {
                    if (Math.Abs(m[p, q]) <= 1e-17 * Math.Sqrt(Math.Abs(m[p, p] * m[q, q])) || m[p, q] == 0) continue;
                    rotated = true;
                    Rotate(m, v, p, q);
                }
            }
            if (!rotated) return (DiagonalOf(m), v);
        }
        throw new InvalidOperationException($"Jacobi rotations did not converge within {MaxSweeps} sweeps.");
    }

    /// <summary>The symmetric positive semi-definite square root.</summary>
    /// <param name="a">d×d, symmetric, positive semi-definite up to rounding (negative eigenvalues count as 0).</param>
    /// <returns>R, d×d, symmetric, with R·R = a.</returns>
    public static double[,] SquareRoot(double[,] a)
    {
        (double[] values, double[,] vectors) = Decompose(a);
        double[] roots = Array.ConvertAll(values, value => Math.Sqrt(Math.Max(0, value)));
        return Matrices.Multiply(Matrices.Multiply(vectors, Matrices.Diagonal(roots)), Matrices.Transpose(vectors));
    }

    // One rotation J that makes entry (p, q) of JᵀmJ zero; v collects the product of all rotations.
    private static void Rotate(double[,] m, double[,] v, int p, int q)
    {
        double theta = (m[q, q] - m[p, p]) / (2 * m[p, q]);
        double t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        double c = 1 / Math.Sqrt(t * t + 1), s = t * c;
        int d = m.GetLength(0);
        for (int i = 0; i < d; i++)
        {
            (m[i, p], m[i, q]) = (c * m[i, p] - s * m[i, q], s * m[i, p] + c * m[i, q]);
            (v[i, p], v[i, q]) = (c * v[i, p] - s * v[i, q], s * v[i, p] + c * v[i, q]);
        }
        for (int j = 0; j < d; j++)
            (m[p, j], m[q, j]) = (c * m[p, j] - s * m[q, j], s * m[p, j] + c * m[q, j]);
        m[p, q] = 0;
        m[q, p] = 0;
    }

    private static double[] DiagonalOf(double[,] m)
    {
        var result = new double[m.GetLength(0)];
        for (int i = 0; i < result.Length; i++) result[i] = m[i, i];
        return result;
    }
}
