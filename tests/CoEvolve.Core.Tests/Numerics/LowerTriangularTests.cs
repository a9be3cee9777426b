using CoEvolve.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace CoEvolve.Core.Tests;

public sealed class LowerTriangularTests
{
    public static TheoryData<int> Dimensions => new(1, 2, 3, 5, 16);

    [Theory]
    [MemberData(nameof(Dimensions))]
    public void Adding_a_column_gives_the_Cholesky_factor_of_the_sum(int d)
    {
        var random = new ReferenceRandom(10);
        for (int trial = 0; trial < 50; trial++)
        {
            double[] l = Shapes.Factor(random, d), v = random.NextNormals(d);
            double[,] sum = Matrices.Combine(1, Shapes.Covariance(l, d), 1, Matrices.Outer(v));
            LowerTriangular.AddColumn(l, v);
            AssertClose(LinearSystems.Cholesky(sum), l, 1e-12);
        }
    }

    [Theory]
    [InlineData(-160)]
    [InlineData(-150)]
    [InlineData(-100)]
    [InlineData(100)]
    [InlineData(150)]
    public void Adding_a_column_is_as_precise_at_extreme_sizes_as_at_size_one(int exponent)
    {
        var random = new ReferenceRandom(11);
        double scale = Math.ScaleB(1, (int)(exponent * 3.3219));
        for (int trial = 0; trial < 50; trial++)
        {
            double[] l = Shapes.Factor(random, 4), v = random.NextNormals(4);
            double[] scaledL = [.. l.Select(x => x * scale)], scaledV = [.. v.Select(x => x * scale)];
            LowerTriangular.AddColumn(l, v);
            LowerTriangular.AddColumn(scaledL, scaledV);
            for (int i = 0; i < l.Length; i++)
                Shapes.AssertClose(l[i], scaledL[i] / scale, 1e-14);
        }
    }

    [Fact]
    public void A_column_much_smaller_than_the_factor_is_kept_where_the_factor_is_zero()
    {
        // Σ = diag(1, 0) + vvᵀ with v of 1e-150: the sum of squares would have lost everything but the first entry.
        double[] l = [1, 0, 0, 0], v = [3e-150, 4e-150];
        LowerTriangular.AddColumn(l, v);
        Assert.Equal(1, l[0]);
        Shapes.AssertClose(4e-150, l[3], 1e-164);
    }

    [Fact]
    public void Rotations_among_numbers_that_have_lost_their_digits_make_nothing_longer()
    {
        // Halved and given back again and again, as a learning rate of ½ does it: the entry below the diagonal keeps its size.
        var random = new ReferenceRandom(14);
        double[] l = [1e-322, 0, 1, 0];
        double half = Math.Sqrt(0.5);
        for (int step = 0; step < 3000; step++)
        {
            double[] v = [1e-322 * half * random.NextNormal(), half];
            for (int i = 0; i < l.Length; i++)
                l[i] *= half;
            LowerTriangular.AddColumn(l, v);
            Shapes.AssertClose(1, Math.Sqrt((l[2] * l[2]) + (l[3] * l[3])), 1e-12);
        }
    }

    [Fact]
    public void Columns_added_to_nothing_build_up_any_covariance_one_rank_at_a_time()
    {
        var random = new ReferenceRandom(12);
        const int d = 4;
        var l = new double[d * d];
        var sum = new double[d, d];
        for (int columns = 1; columns <= 6; columns++)
        {
            double[] v = random.NextNormals(d);
            sum = Matrices.Combine(1, sum, 1, Matrices.Outer(v));
            LowerTriangular.AddColumn(l, v);
            AssertClose(sum, Shapes.Flat(Shapes.Covariance(l, d)), 1e-13);
        }
    }

    [Fact]
    public void Leading_zeros_of_a_column_may_be_skipped()
    {
        var random = new ReferenceRandom(13);
        double[] l = Shapes.Factor(random, 5), other = [.. l];
        LowerTriangular.AddColumn(l, new[] { 0, 0, 1.5, -0.3, 2 });
        LowerTriangular.AddColumn(other, new[] { 0, 0, 1.5, -0.3, 2 }, first: 2);
        Assert.Equal(Bits.Of(l), Bits.Of(other));
    }

    [Theory]
    [MemberData(nameof(Dimensions))]
    public void Products_are_those_of_full_matrices(int d)
    {
        var random = new ReferenceRandom(15);
        double[] a = Shapes.Factor(random, d), b = Shapes.Factor(random, d), v = random.NextNormals(d);
        double[] product = new double[d * d], vector = new double[d];
        LowerTriangular.Multiply(a, b, product, d);
        LowerTriangular.MultiplyVector(a, v, vector);
        AssertClose(Matrices.Multiply(Shapes.Square(a, d), Shapes.Square(b, d)), product, 1e-13);
        double[] expected = Matrices.Multiply(Shapes.Square(a, d), v);
        for (int i = 0; i < d; i++)
            Shapes.AssertClose(expected[i], vector[i], 1e-13);
    }

    [Fact]
    public void Log_of_the_diagonal_is_half_the_log_determinant_and_missing_where_singular()
    {
        var random = new ReferenceRandom(17);
        double[] l = Shapes.Factor(random, 5);
        Shapes.AssertClose(LinearSystems.LogAbsDeterminant(Shapes.Covariance(l, 5)), 2 * LowerTriangular.LogDiagonal(l, 5)!.Value, 1e-11);
        Shapes.AssertClose(Math.Log(1e-307) + Math.Log(2), LowerTriangular.LogDiagonal([1e-307, 0, 7, -2], 2)!.Value, 1e-12);
        Assert.Null(LowerTriangular.LogDiagonal([1, 0, 7, 0], 2));
        Assert.Null(LowerTriangular.LogDiagonal([1e-308, 0, 7, -2], 2));
    }

    [Fact]
    public void Whatever_columns_are_added_the_factor_stays_finite_triangular_and_of_the_right_trace() =>
        Prop.ForAll(HostileColumns(), columns =>
        {
            const int d = 3;
            var l = new double[d * d];
            double trace = 0;
            foreach (double[] column in columns)
            {
                trace += column.Sum(x => x * x);
                LowerTriangular.AddColumn(l, [.. column]);
            }

            Assert.All(l, x => Assert.True(double.IsFinite(x)));
            Assert.Equal([0, 0, 0], [l[1], l[2], l[5]]);
            Assert.True(l[0] >= 0 && l[4] >= 0 && l[8] >= 0);
            Shapes.AssertClose(trace, l.Sum(x => x * x), 1e-12 * trace);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(1, 3));

    // Entries of sizes 1e-150 to 1e150 within one column, and many zeros.
    private static Arbitrary<double[][]> HostileColumns()
    {
        Gen<double> entry =
            from mantissa in Gen.Choose(-1000, 1000)
            from exponent in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Choose(-145, 145)))
            from zero in Gen.Choose(0, 3)
            select zero == 0 ? 0 : mantissa * Math.Pow(10, exponent);
        return entry.ArrayOf(3).ArrayOf(6).ToArbitrary();
    }

    private static void AssertClose(double[,] expected, double[] actual, double tolerance)
    {
        double[] flat = Shapes.Flat(expected);
        for (int i = 0; i < flat.Length; i++)
            Shapes.AssertClose(flat[i], actual[i], tolerance);
    }
}
