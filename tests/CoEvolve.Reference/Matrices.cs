namespace CoEvolve.Reference;

/// <summary>Plain dense matrices as <c>double[rows, columns]</c>: schoolbook formulas, no blocking.</summary>
/// <remarks>Every method returns a new array and changes none of its arguments.</remarks>
public static class Matrices
{
    /// <summary>The identity matrix.</summary>
    /// <param name="size">Number of rows and columns, ≥ 1.</param>
    /// <returns>size×size.</returns>
    public static double[,] Identity(int size)
    {
        var result = new double[size, size];
        for (int i = 0; i < size; i++) result[i, i] = 1;
        return result;
    }

    /// <summary>The diagonal matrix with the given entries.</summary>
    /// <param name="entries">Length d.</param>
    /// <returns>d×d.</returns>
    public static double[,] Diagonal(params double[] entries)
    {
        var result = new double[entries.Length, entries.Length];
        for (int i = 0; i < entries.Length; i++) result[i, i] = entries[i];
        return result;
    }

    /// <summary>The transpose.</summary>
    /// <param name="a">r×c.</param>
    /// <returns>c×r.</returns>
    public static double[,] Transpose(double[,] a)
    {
        var result = new double[a.GetLength(1), a.GetLength(0)];
        for (int i = 0; i < a.GetLength(0); i++)
            for (int j = 0; j < a.GetLength(1); j++)
                result[j, i] = a[i, j];
        return result;
    }

    /// <summary>The matrix product a·b.</summary>
    /// <param name="a">r×m.</param>
    /// <param name="b">m×c.</param>
    /// <returns>r×c.</returns>
    /// <exception cref="ArgumentException">The inner dimensions differ.</exception>
    public static double[,] Multiply(double[,] a, double[,] b)
    {
        if (a.GetLength(1) != b.GetLength(0))
            throw new ArgumentException($"a has {a.GetLength(1)} columns but b has {b.GetLength(0)} rows; they must be equal.");
        var result = new double[a.GetLength(0), b.GetLength(1)];
        for (int i = 0; i < a.GetLength(0); i++)
            for (int j = 0; j < b.GetLength(1); j++)
                for (int m = 0; m < a.GetLength(1); m++)
                    result[i, j] += a[i, m] * b[m, j];
        return result;
    }

    /// <summary>The matrix-vector product a·v.</summary>
    /// <param name="a">r×c.</param>
    /// <param name="v">Length c.</param>
    /// <returns>Length r.</returns>
    public static double[] Multiply(double[,] a, double[] v)
    {
        var result = new double[a.GetLength(0)];
        for (int i = 0; i < a.GetLength(0); i++)
            for (int j = 0; j < v.Length; j++)
                result[i] += a[i, j] * v[j];
        return result;
    }

    /// <summary>The weighted sum x·a + y·b.</summary>
    /// <param name="x">Weight of the first matrix.</param>
    /// <param name="a">r×c.</param>
    /// <param name="y">Weight of the second matrix.</param>
    /// <param name="b">r×c.</param>
    /// <returns>r×c.</returns>
    public static double[,] Combine(double x, double[,] a, double y, double[,] b)
    {
        var result = new double[a.GetLength(0), a.GetLength(1)];
        for (int i = 0; i < a.GetLength(0); i++)
            for (int j = 0; j < a.GetLength(1); j++)
                result[i, j] = x * a[i, j] + y * b[i, j];
        return result;
    }

    /// <summary>The outer product v·vᵀ.</summary>
    /// <param name="v">Length d.</param>
    /// <returns>d×d, symmetric.</returns>
    public static double[,] Outer(double[] v)
    {
        var result = new double[v.Length, v.Length];
        for (int i = 0; i < v.Length; i++)
            for (int j = 0; j < v.Length; j++)
                result[i, j] = v[i] * v[j];
        return result;
    }

    /// <summary>The trace.</summary>
    /// <param name="a">d×d.</param>
    /// <returns>The sum of the diagonal.</returns>
    public static double Trace(double[,] a)
    {
        double sum = 0;
        for (int i = 0; i < a.GetLength(0); i++) sum += a[i, i];
        return sum;
    }

    /// <summary>The squared Euclidean distance of two vectors.</summary>
    /// <param name="a">Length d.</param>
    /// <param name="b">Length d.</param>
    /// <returns>‖a−b‖² ≥ 0.</returns>
    public static double SquaredDistance(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }
}
