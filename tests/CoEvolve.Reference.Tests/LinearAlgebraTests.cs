namespace CoEvolve.Reference.Tests;

public sealed class LinearAlgebraTests
{
    private static readonly double[,] Positive = { { 4, 2, 0.6 }, { 2, 5, -1 }, { 0.6, -1, 3 } };

    [Fact]
    public void Gauss_elimination_solves_a_system_that_needs_row_exchanges()
    {
        double[] x = LinearSystems.Solve(new double[,] { { 0, 2, 1 }, { 1, -1, 0 }, { 3, 0, 2 } }, [7, -1, 9]);
        Assert.Equal([1.0, 2.0, 3.0], x.Select(value => Math.Round(value, 12)));
    }

    [Fact]
    public void A_singular_system_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => LinearSystems.Solve(new double[,] { { 1, 2 }, { 2, 4 } }, [1, 2]));

    [Fact]
    public void Cholesky_factor_multiplies_back_to_the_matrix()
    {
        double[,] factor = LinearSystems.Cholesky(Positive);
        AssertClose(Positive, Matrices.Multiply(factor, Matrices.Transpose(factor)), 1e-14);
        Assert.Equal(0, factor[0, 2]);
    }

    [Fact]
    public void Semidefinite_cholesky_takes_a_singular_matrix_and_the_definite_one_refuses_it()
    {
        double[,] singular = Matrices.Outer([1, -2, 0.5]);
        double[,] factor = LinearSystems.SemidefiniteCholesky(singular);
        AssertClose(singular, Matrices.Multiply(factor, Matrices.Transpose(factor)), 1e-14);
        Assert.Throws<InvalidOperationException>(() => LinearSystems.Cholesky(singular));
    }

    [Fact]
    public void Log_determinant_agrees_with_the_rule_of_sarrus()
    {
        double sarrus = (4 * 5 * 3) + (2 * -1 * 0.6) + (0.6 * 2 * -1) - (0.6 * 5 * 0.6) - (2 * 2 * 3) - (4 * -1 * -1);
        Assert.Equal(Math.Log(sarrus), LinearSystems.LogAbsDeterminant(Positive), 1e-14);
        Assert.Equal(double.NegativeInfinity, LinearSystems.LogAbsDeterminant(new double[2, 2]));
    }

    [Fact]
    public void Jacobi_rotations_diagonalise_and_the_root_squares_back()
    {
        (double[] values, double[,] vectors) = SymmetricEigen.Decompose(Positive);
        double[,] back = Matrices.Multiply(Matrices.Multiply(vectors, Matrices.Diagonal(values)), Matrices.Transpose(vectors));
        AssertClose(Positive, back, 1e-13);
        AssertClose(Matrices.Identity(3), Matrices.Multiply(Matrices.Transpose(vectors), vectors), 1e-14);
        Assert.Equal(LinearSystems.LogAbsDeterminant(Positive), values.Sum(Math.Log), 1e-13);
        double[,] root = SymmetricEigen.SquareRoot(Positive);
        AssertClose(Positive, Matrices.Multiply(root, root), 1e-13);
    }

    private static void AssertClose(double[,] expected, double[,] actual, double tolerance)
    {
        for (int i = 0; i < expected.GetLength(0); i++)
            for (int j = 0; j < expected.GetLength(1); j++)
                Assert.Equal(expected[i, j], actual[i, j], tolerance);
    }
}
